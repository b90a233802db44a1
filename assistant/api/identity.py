"""Who is shopping: the shop's own server signs it, so that a page cannot claim to be anyone."""

import hashlib
import hmac
import time

from pydantic import BaseModel, Field, SecretStr

from assistant.errors import ForbiddenError
from assistant.state import Shopper


class SignedShopper(BaseModel):
    """A shopper's id, until when it may be used (seconds since 1970) and the signature of both."""

    id: str = Field(min_length=1, max_length=200)
    expires: int
    signature: str = Field(max_length=128)


def sign_shopper(secret: SecretStr, shopper_id: str, expires: int) -> SignedShopper:
    """Sign an id as the shop's server does: hex HMAC-SHA256 of `ID.EXPIRES`.

    >>> sign_shopper(SecretStr("s"), "u1", 1900000000).signature[:16]
    'c7503956cd7d1a1e'
    """
    text = f"{shopper_id}.{expires}".encode()
    signature = hmac.new(secret.get_secret_value().encode(), text, hashlib.sha256).hexdigest()
    return SignedShopper(id=shopper_id, expires=expires, signature=signature)


def verify_shopper(
    secret: SecretStr | None, signed: SignedShopper | None, now: float | None = None
) -> Shopper:
    """Return the verified shopper, or an anonymous one where none was given.

    Raises:
        ForbiddenError: The signature is wrong, has expired, or no secret is set.
    """
    if signed is None:
        return Shopper()
    if secret is None:
        raise ForbiddenError("signed shoppers need SHOPASSIST_IDENTITY_SECRET to be set")
    expected = sign_shopper(secret, signed.id, signed.expires).signature
    if not hmac.compare_digest(expected.encode(), signed.signature.encode()):
        raise ForbiddenError("the shopper's signature is wrong")
    if signed.expires < (time.time() if now is None else now):
        raise ForbiddenError("the shopper's signature has expired; sign in again")
    return Shopper(id=signed.id, verified=True)
