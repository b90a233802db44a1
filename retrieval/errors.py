"""The vocabulary of things that go wrong, each shown to the user as it is."""


class UserError(Exception):
    """A mistake that the user can mend: one clear line, exit status 2, HTTP status 400.

    >>> str(UserError("no such file: feed.jsonl"))
    'no such file: feed.jsonl'
    """

    http_status = 400


class NotFoundError(UserError):
    """What was asked for does not exist (or is not this caller's to see): HTTP status 404."""

    http_status = 404


class IndexMissingError(UserError):
    """The data directory holds no finished index; the message names the command that makes one."""

    http_status = 503


class DownloadError(UserError):
    """Model weights could not be fetched, or are not what their checksum says."""

    http_status = 503
