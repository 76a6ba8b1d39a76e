"""Keyed hashes: to see again that something is the same, without keeping what it was. The key stands outside the
database (CODE_KEY); without it nobody can find the input by trying all addresses or networks."""

import hashlib
import hmac

from django.conf import settings


def keyed_hash(use: str, *parts: object) -> str:
    """64 hexadecimal digits for these parts, in this order. Each `use` has a key of its own, so that hashes of two
    uses never match."""
    key = hmac.digest(settings.CODE_KEY.encode(), f"haarlem-nd keyed hash: {use} 1".encode(), hashlib.sha256)
    # Lengths before the parts, so that ("ab", "c") is not ("a", "bc").
    message = "".join(f"{len(str(part))}:{part}" for part in parts)
    return hmac.new(key, message.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
