import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from counter_tui.server import connection, serve
from counter_tui.server.connection import Connection
from counter_tui.server.hub.certificate import certificate
from counter_tui.sync.trust import context_of

PATIENCE_S = 1.0
"""Long enough for a client on a busy machine to say what it wants to say."""


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    """An application whose answers take longer than a silent connection is kept."""
    await asyncio.sleep(1.5 * PATIENCE_S)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """The port of a real server with little patience."""
    monkeypatch.setattr(connection, "HEAD_S", PATIENCE_S)
    server = uvicorn.Server(uvicorn.Config(slow, port=0, http=Connection, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


@contextlib.asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


async def ended(reader: asyncio.StreamReader) -> bool:
    async with asyncio.timeout(60):
        try:
            return not await reader.read(1)
        except ConnectionResetError:
            return True


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: pusat\r\n"], ids=["silent", "half a head"])
async def test_a_connection_that_asks_nothing_is_ended(port: int, said: bytes) -> None:
    async with connected(port) as (reader, writer):
        writer.write(said)
        assert await ended(reader)


@pytest.mark.parametrize(
    ("said", "slowly"),
    [
        (b"GET / HTTP/1.1\r\nHost: pusat\r\n\r\n", b"GET / HTTP/1.1\r\n"),
        (b"GET / HTTP/1.1\r\nHost: pusat\r\nContent-Length: 1000\r\n\r\n", b"x"),
    ],
    ids=["half a second head", "a body that nobody reads"],
)
async def test_a_connection_that_goes_on_without_an_end_is_ended(
    port: int, said: bytes, slowly: bytes
) -> None:
    async with connected(port) as (reader, writer):
        writer.write(said)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        assert (await reader.readuntil(b"ok")).endswith(b"ok")
        async with asyncio.timeout(60):
            # Less than the silence after which uvicorn itself would end it.
            while not reader.at_eof():
                with contextlib.suppress(ConnectionError):
                    writer.write(slowly[:1])
                    await writer.drain()
                with contextlib.suppress(TimeoutError, ConnectionError):
                    await asyncio.wait_for(reader.read(1), 0.05)


async def test_a_request_may_take_longer_than_its_head(port: int) -> None:
    async with connected(port) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: pusat\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")


def test_no_answer_waits_until_an_earlier_part_of_it_is_acknowledged() -> None:
    with serve.listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _address = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_connections_beyond_the_limit_are_ended_at_once(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MOST", 1)
    monkeypatch.setattr(connection, "HEAD_S", 600)
    async with connected(port) as (first, writer), connected(port) as (second, _):
        assert await ended(second)
        writer.write(b"GET / HTTP/1.1\r\nHost: pusat\r\n\r\n")
        assert (await first.readline()).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "head",
    [
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
    ids=["two lengths", "negative", "encoding", "blank", "two hosts", "nul"],
)
async def test_a_smuggled_or_crooked_head_is_refused_and_the_connection_ended(port: int, head: bytes) -> None:
    async with connected(port) as (reader, writer):
        writer.write(head)
        async with asyncio.timeout(60):
            answer = await reader.read()
        assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501"))
        assert answer.count(b"HTTP/1.1 ") == 1


async def test_a_server_ends_without_a_terminal_that_keeps_a_quiet_line(tmp_path: Path) -> None:
    tls = certificate(tmp_path, "hub")
    config = uvicorn.Config(
        slow,
        port=0,
        http=Connection,
        log_config=None,
        lifespan="off",
        timeout_keep_alive=900,
        ssl_certfile=tls.certificate,
        ssl_keyfile=tls.private_key,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    here = server.servers[0].sockets[0].getsockname()
    trusted = context_of(tls.certificate.read_text("ascii"))
    quiet = await asyncio.to_thread(lambda: trusted.wrap_socket(socket.create_connection(here)))
    with contextlib.closing(quiet):
        await asyncio.to_thread(quiet.sendall, b"GET / HTTP/1.1\r\nHost: hub\r\n\r\n")
        assert (await asyncio.to_thread(quiet.recv, 15)).startswith(b"HTTP/1.1 200")
        server.should_exit = True
        # Whoever waits for a farewell waits thirty seconds.
        async with asyncio.timeout(25):
            await serving
