"""What can go wrong in a conversation, beside what retrieval's errors already name."""

from retrieval.errors import IndexMissingError, NotFoundError, UserError

__all__ = [
    "ConflictError",
    "ForbiddenError",
    "IndexMissingError",
    "ModelUnavailableError",
    "NotFoundError",
    "TooManyRequestsError",
    "UnauthorizedError",
    "UserError",
]


class ModelUnavailableError(Exception):
    """The language model is down, slow or refusing; the turn goes on with template replies."""


class ForbiddenError(UserError):
    """The conversation's token is missing or wrong: HTTP status 403."""

    http_status = 403


class ConflictError(UserError):
    """What was asked for contradicts what was done before: HTTP status 409."""

    http_status = 409


class TooManyRequestsError(UserError):
    """The caller asks for more than its share: HTTP status 429."""

    http_status = 429


class UnauthorizedError(UserError):
    """The caller has to say who it is first: HTTP status 401."""

    http_status = 401
