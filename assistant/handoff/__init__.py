"""When a person takes over, and what they are told."""
