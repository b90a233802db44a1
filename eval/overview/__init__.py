"""The results of all evaluations on one page."""
