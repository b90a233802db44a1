"""Skills, one a file: each gathers the evidence for some intents."""
