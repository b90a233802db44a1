"""Simulated shoppers: each has a goal and pursues it by rules, to find what scripts do not."""
