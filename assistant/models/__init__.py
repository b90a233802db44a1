"""The language model: a registry, the vLLM that serves one of it, the client that talks to it."""
