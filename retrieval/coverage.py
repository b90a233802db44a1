"""Whether a passage answers a question, or is only the nearest that there is."""

import math

from retrieval.embedding_models import PassageCalibration

_EVEN = 0.5


def is_covered(similarity: float, share: float, calibration: PassageCalibration) -> bool:
    """Decide whether a passage covers a question.

    Args:
        similarity: Cosine of the question's vector with the passage's, or with its title's.
        share: How much of what the question names the passage holds, 0 to 1.
        calibration: Fitted for the embedding model in use.
    """
    score = calibration.bias + calibration.similarity * similarity + calibration.share * share
    return 1 / (1 + math.exp(-score)) >= _EVEN
