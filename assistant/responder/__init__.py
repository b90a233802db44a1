"""The responder: a small model tuned to write this assistant's replies from evidence."""
