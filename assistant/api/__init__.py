"""The HTTP API: conversations as server-sent events, the shop's products, the OpenAI route."""
