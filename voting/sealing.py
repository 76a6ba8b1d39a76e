"""Readable copies of voting codes, sealed: only there to print letters, and erased afterwards.

AES-256-GCM with a key of its own, derived from CODE_KEY (kept outside the database). A sealed copy opens in its own
edition only, and any change to it is found.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from voting.keys import derived_key

_NONCE_BYTES = 12


class BrokenSeal(ValueError):
    """This copy was not sealed here for this edition, or was changed since. Holds nothing of what was sealed."""


class Sealer:
    """Seals and opens the codes of one edition."""

    def __init__(self, edition_id: int) -> None:
        self._cipher = AESGCM(derived_key("sealed copy of a voting code"))
        self._edition = f"edition {edition_id}".encode()

    def seal(self, code: str) -> bytes:
        """The code, unreadable without the key; different each time."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, code.encode(), self._edition)

    def open(self, sealed: bytes) -> str:
        """The code that was sealed. Raises BrokenSeal."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self._edition).decode()
        except (InvalidTag, ValueError):
            raise BrokenSeal("a sealed code does not open") from None
