"""Many shoppers at once against a running server, beside the same prompts straight at vLLM."""
