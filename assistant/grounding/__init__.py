"""Grounding: every sentence of the model's is checked against the records before it is sent."""
