"""Evaluation: a product of its own that says what a change made better and what it broke."""
