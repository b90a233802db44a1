"""What the classifier sees of a message: its meaning as a vector, and its letters."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.pipeline import FeatureUnion

from assistant.understanding.ports import Embedder
from retrieval.text import fold

_BUCKETS = 2**13

# Hashing needs no vocabulary to be stored. Letters carry typos and the languages that an English
# embedding model does not know; whole words carry "not", "where", "how many".
_LETTERS = FeatureUnion(
    [
        ("letters", HashingVectorizer(analyzer="char_wb", ngram_range=(2, 4), n_features=_BUCKETS)),
        (
            "words",
            HashingVectorizer(
                analyzer="word",
                ngram_range=(1, 2),
                n_features=_BUCKETS,
                token_pattern=r"[^\W\d_]+|\d|[?!#]",
            ),
        ),
    ]
)


def features(
    texts: list[str], embedder: Embedder, letters: float = 1.0, meaning: float = 3.0
) -> csr_matrix:
    """Return one row a text: the embedding beside hashed letters and words.

    Returns:
        Shape (texts, embedding dimensions + 16,384), each part of unit length times its weight.
    """
    vectors: NDArray[np.float32] = embedder.encode(texts, "query")
    folded = [fold(text) for text in texts]
    return csr_matrix(hstack([meaning * csr_matrix(vectors), letters * _LETTERS.transform(folded)]))
