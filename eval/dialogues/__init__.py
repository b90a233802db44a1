"""Scripted dialogues: their format, the runner that plays them, what they expect, the reports."""
