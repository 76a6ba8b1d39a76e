#!/usr/bin/env python3
"""Ask the web server in this container whether it is ready; exit code 0 when it is."""

from __future__ import annotations

import os
import sys
import urllib.request

HOST = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")


def main() -> int:
    """Get the readiness page under the name that the site expects to be called by."""
    request = urllib.request.Request("http://127.0.0.1:8000/health/ready", headers={"Host": HOST})
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:
            return 0 if answer.status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
