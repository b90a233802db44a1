"""The chat widget: files that are served as they are."""
