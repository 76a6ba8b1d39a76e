"""What one clerk read on a paper ballot, sealed until a second has read it too.

AES-256-GCM with a key of its own, derived from CODE_KEY (kept outside the database). A sealed reading opens for its own
ballot and its own place (first or second) only; moved to another row it does not open.
"""

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from voting.keys import derived_key
from voting.models import PaperBallot
from voting.paper.entries import Entry, Reason
from voting.sealing import BrokenSeal

_NONCE_BYTES = 12
# All readings are equally long, so that the length of what is kept tells nothing about the choice.
_BLOCK = 1024


def seal_entry(paper: PaperBallot, place: str, entry: Entry) -> bytes:
    """The reading, unreadable without the key. `place` is "first" or "second"."""
    facts = [entry.code_hash.hex(), list(entry.choice), entry.reason.value if entry.reason else ""]
    text = json.dumps(facts).encode()
    nonce = secrets.token_bytes(_NONCE_BYTES)
    padded = text.ljust(-(-len(text) // _BLOCK) * _BLOCK)
    return nonce + _cipher().encrypt(nonce, padded, _bound_to(paper, place))


def open_entry(paper: PaperBallot, place: str) -> Entry:
    """The reading that was sealed for this ballot. Raises BrokenSeal."""
    sealed = bytes(getattr(paper, f"{place}_sealed") or b"")
    try:
        text = _cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound_to(paper, place))
    except (InvalidTag, ValueError):
        raise BrokenSeal("a sealed reading does not open") from None
    code_hash, choice, reason = json.loads(text)
    return Entry(bytes.fromhex(code_hash), tuple(choice), Reason(reason) if reason else None)


def _cipher() -> AESGCM:
    return AESGCM(derived_key("sealed reading of a paper ballot"))


def _bound_to(paper: PaperBallot, place: str) -> bytes:
    return f"edition {paper.edition_id} paper {paper.number} {place}".encode()
