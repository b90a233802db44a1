"""Orders: the desk that reads and changes them, its policy, and the gate in front of it."""
