"""The voters of `make bench-vote`, in a process of their own: raw sockets that stay open, one request at a time each.

Reads one job as JSON from standard input and prints what came of it. With a `rate` votes begin at fixed moments, and a
vote that waits for a free line is late from that moment on; without one every line votes as fast as it can.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

CSRF = "a" * 32
# A line that was still so long is opened anew: gunicorn hangs up after two seconds.
OPEN_SECONDS = 1.0


@dataclass
class Tally:
    """Milliseconds of every request and every vote; errors by what went wrong."""

    requests: list[float] = field(default_factory=list)
    votes: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)


@dataclass
class Line:
    """One connection, and the cookies of the voter who uses it now."""

    port: int
    tally: Tally
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    used: float = 0.0

    async def ask(self, path: str, body: str | None = None, expect: int = 200) -> None:
        status = await self.send(path, body)
        if status != expect:
            raise ValueError(f"{path} {status}")

    async def send(self, path: str, body: str | None = None, heads: Mapping[str, str] | None = None) -> int:
        """One request with these cookies; the status of its answer."""
        if self.writer is None or self.writer.is_closing() or time.perf_counter() - self.used > OPEN_SECONDS:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        assert self.reader
        begun = time.perf_counter()
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {jar}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in (heads or {}).items())
        if body is not None:
            body += f"&csrfmiddlewaretoken={CSRF}"
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(f"{head}\r\n{body or ''}".encode())
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(answer[0].split()[1])
        await self.reader.readexactly(self._heads(answer[1:]))
        self.used = time.perf_counter()
        self.tally.requests.append((time.perf_counter() - begun) * 1000)
        return status

    def _heads(self, heads: list[str]) -> int:
        """Keeps the cookies of an answer; how long its body is."""
        length = 0
        for name, _, value in (line.partition(": ") for line in heads):
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
            elif name.lower() == "connection" and value.lower() == "close" and self.writer:
                self.writer.close()
        return length

    async def vote(self, code: str, plan: int, every_page: bool, due: float) -> None:
        self.cookies = {"csrftoken": CSRF}
        try:
            await self.ask("/stemmen/")
            await self.ask("/stemmen/", f"code={code}", 302)
            if every_page:
                await self.ask("/stemmen/kiezen/")
            await self.ask("/stemmen/mandje/", f"plan={plan}&do=add", 302)
            if every_page:
                await self.ask("/stemmen/kiezen/")
                await self.ask("/stemmen/nakijken/")
            await self.ask("/stemmen/bevestigen/", f"plan={plan}", 302)
            await self.ask("/stemmen/klaar/")
        except (OSError, ValueError, EOFError) as problem:
            told = str(problem) or type(problem).__name__
            self.tally.errors[told] = self.tally.errors.get(told, 0) + 1
            self.writer = None
            return
        self.tally.votes.append((time.perf_counter() - due) * 1000)


async def main() -> None:
    job = json.loads(sys.stdin.read())
    tally, codes = Tally(), iter(job["codes"])
    lines: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(job["lines"]):
        lines.put_nowait(Line(job["port"], tally))
    begun = time.perf_counter()
    under_way: set[asyncio.Task[None]] = set()

    async def one(line: Line, code: str, due: float) -> None:
        await line.vote(code, job["plan"], job["every_page"], due)
        lines.put_nowait(line)

    for number, code in enumerate(codes):
        due = begun + number / job["rate"] if job["rate"] else time.perf_counter()
        if due - begun >= job["seconds"] or time.perf_counter() - begun >= 3 * job["seconds"]:
            break
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        line = await lines.get()
        task = asyncio.create_task(one(line, code, due if job["rate"] else time.perf_counter()))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    took = time.perf_counter() - begun
    print(json.dumps({"seconds": took, "requests": tally.requests, "votes": tally.votes, "errors": tally.errors}))


if __name__ == "__main__":
    asyncio.run(main())
