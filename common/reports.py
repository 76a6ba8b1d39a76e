"""What is written down about a mistake of ours: where it happened, never what somebody typed."""

import logging
import re
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

HIDDEN = "(niet bewaard)"
# What PostgreSQL adds to an error, with the values of the row in it.
TOLD_BY_THE_DATABASE = ("DETAIL:", "CONTEXT:", "LINE ", "HINT:")


class SilentReporterFilter(SafeExceptionReporterFilter):
    """Reports of exceptions without anything that was posted, any cookie, query, or local variable."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(request.POST, HIDDEN) if request is not None else {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> Any:
        return [(name, HIDDEN) for name in tb_frame.f_locals]

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        told = super().get_safe_request_meta(request) if request is not None else {}
        return {name: HIDDEN if name in ("HTTP_COOKIE", "QUERY_STRING") else value for name, value in told.items()}

    def get_safe_cookies(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(request.COOKIES, HIDDEN) if request is not None else {}


class SilentReporter(ExceptionReporter):
    """Django's report, without what stands in the address and without who it was."""

    def get_traceback_data(self) -> dict[str, Any]:
        told = super().get_traceback_data()
        told |= {"request_GET_items": (), "user_str": HIDDEN, "exception_notes": ""}
        told["request_insecure_uri"] = str(told.get("request_insecure_uri", "")).split("?")[0]
        return told


# Addresses in mails that need no log-in: whoever reads the log must not be able to use them.
KEYS_IN_ADDRESSES = re.compile(r"(/hoe-gaat-het/|/mail/keuze/)[^/\s]+")


class CarefulFormatter(logging.Formatter):
    """Lines of the log, without signed links, and with tracebacks without the database's words about values."""

    def format(self, record: logging.LogRecord) -> str:
        return KEYS_IN_ADDRESSES.sub(rf"\1{HIDDEN}", super().format(record))

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith(TOLD_BY_THE_DATABASE))
