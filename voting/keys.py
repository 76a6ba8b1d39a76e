"""The keys of the vote, all derived from CODE_KEY, which is kept outside the database. One key has one use."""

import base64
import hashlib
import hmac

from django.conf import settings

from voting.codes import hash_code


def derived_key(use: str) -> bytes:
    """32 bytes for one use only; without CODE_KEY nobody can tell one from another."""
    return hmac.digest(settings.CODE_KEY.encode(), f"haarlem-nd {use} 1".encode(), hashlib.sha256)


def fernet_key(use: str) -> bytes:
    """The same key in the form that Fernet takes."""
    return base64.urlsafe_b64encode(derived_key(use))


def lookup_hash(code: str) -> bytes:
    """Under which a canonical voting code is stored and found. The code alone tells which edition it is for."""
    return hash_code(code, derived_key("voting code lookup"))
