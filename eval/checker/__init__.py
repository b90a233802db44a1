"""An independent grounding checker: which claims of a reply does no record of the shop bear out?

It shares no code with the assistant's own verification and reads the catalog, the FAQ and the
order records, never the assistant's evidence.
"""
