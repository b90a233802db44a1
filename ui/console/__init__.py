"""The support console: where agents read along, take over and hand back."""
