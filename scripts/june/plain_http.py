"""As little of HTTP as a drill needs: one connection, one request after the other.

A full client takes several milliseconds a request on the cores that the centre needs.
"""

import asyncio
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

PATIENCE_S = 120
CONNECT_S = 5


class Answer(NamedTuple):
    """A status, the headers by their names in small letters, and the whole body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """A connection to an address `http://HOST:PORT`, kept while the other side keeps it."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._host, self._port = place.hostname or "", place.port or 80
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Return the answer to a request; raises OSError, also when the connection ends before it."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._asked(_head(method, path, self._host, headers, len(body)) + body)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _asked(self, request: bytes) -> Answer:
        if self._streams is None or self._streams[0].at_eof():
            self.close()
            async with asyncio.timeout(CONNECT_S):
                self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        writer.write(request)
        try:
            start, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
            fields = (line.partition(":") for line in lines if line)
            found = {name.lower(): value.strip() for name, _colon, value in fields}
            body = await reader.readexactly(int(found["content-length"]))
        except (asyncio.IncompleteReadError, KeyError, ValueError) as error:
            raise ConnectionError("no whole answer") from error
        if found.get("connection") == "close":
            self.close()
        return Answer(int(start.split()[1]), found, body)


def _head(method: str, path: str, host: str, headers: Mapping[str, str], length: int) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"host: {host}", f"content-length: {length}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
