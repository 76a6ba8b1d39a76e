"""A mail server for tests: takes what it is told to take, answers what it is told to answer, and keeps it all."""

import random
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any, cast


class Sink(socketserver.ThreadingTCPServer):
    """`answers` gives by command (MAIL, RCPT, DATA, or END for a whole mail) what to say instead of yes; None hangs up.

    `slow` is the longest wait in seconds before and after a mail is taken.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, slow: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.slow = slow
        self.answers: dict[str, str | None] = {}
        self.taken: list[Message] = []
        self.connections = 0
        self.before_taking: Callable[[], object] = lambda: None

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def numbers(self) -> list[str]:
        """The Message-ID of every mail that was taken."""
        return [str(mail["Message-ID"]) for mail in self.taken]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that is killed in the middle is what these tests are about."""


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink = cast(Sink, self.server)
        sink.connections += 1
        self.say("220 sink")
        for line in self.rfile:
            command = line.decode("latin-1").split(":")[0].split()[0].upper()
            if not self.answer(sink, command):
                return

    def answer(self, sink: Sink, command: str) -> bool:
        """Says what belongs to a command; False ends the talk."""
        if command in sink.answers:
            return self.say(sink.answers[command])
        if command == "DATA":
            self.say("354 go on")
            return self.take(sink)
        self.say("221 bye" if command == "QUIT" else "250 ok")
        return command != "QUIT"

    def take(self, sink: Sink) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        sink.before_taking()
        if "END" in sink.answers:
            return self.say(sink.answers["END"])
        time.sleep(random.random() * sink.slow)
        sink.taken.append(message_from_bytes(b"".join(lines)))
        time.sleep(random.random() * sink.slow)
        return self.say("250 taken")

    def say(self, words: str | None) -> bool:
        if words is None:
            return False
        self.wfile.write(f"{words}\r\n".encode())
        return True


@contextmanager
def sink_running(slow: float = 0.0) -> Iterator[Sink]:
    with Sink(slow) as sink:
        threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield sink
        sink.shutdown()
