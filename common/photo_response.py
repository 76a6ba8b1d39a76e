"""Sending a photo that was made safe (common.photos) to a browser."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

# A browser may keep it as long as it likes: the name is random and what it names never changes. A cache between may
# not, so that a photo taken off the site is gone for everybody who has not seen it.
FOR_GOOD = "private, max-age=31536000, immutable"
NOT_AT_ALL = "private, no-store"
KINDS = {"jpg": "image/jpeg", "webp": "image/webp"}


def photo_response(path: str, cache: str = FOR_GOOD) -> FileResponse:
    """The file in storage as an image and nothing else, whoever opens its address. Raises Http404."""
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        raise Http404("Deze foto is er niet.") from None
    headers = {
        "Cache-Control": cache,
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return FileResponse(file, content_type=KINDS[path.rsplit(".", 1)[-1]], headers=headers)
