"""Trains a reranker for a shop, from judged queries where there are any, and from its feed."""
