"""The assistant beside what one builds in an afternoon, with the same model and the same index.

The peers are built as well as their kind allows: the same Chroma collection and embeddings, the
same records, prompts that ask for the truth, and credit for every product that a reply names.
"""
