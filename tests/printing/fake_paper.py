"""A simulated receipt printer at the far end of a real pty or a real TCP connection."""

import os
import pty
import socket
import threading
import time
import tty
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.printing.decoder import Decoder, Page

BYTES_PER_SECOND = 960
_STEP = 0.01
_QUESTION = b"\x10\x04"
"""DLE EOT, whose third byte says what is asked."""


class SimulatedPrinter:
    """Works its buffer off at line speed, answers in real time, and stops when it has no paper.

    `speaks` False makes it mute, `tells` False leaves DLE EOT unanswered and `reports` False GS r,
    `reports_left` lets it answer so many more; `paper` may be changed while it runs, `paper_for` ends it
    after so many bytes.
    `error` are the bits of DLE EOT 3 that stop it; `garbled` makes it hear and say nothing but noise, as at
    a wrong speed; switched off it loses what it was given.
    """

    def __init__(self, *, speaks: bool = True, reports: bool = True, speed: int | None = None) -> None:
        self.speaks = speaks
        self.tells = True
        self.reports = reports
        self.reports_left: int | None = None
        self.paper = True
        self.near_end = False
        self.cover_open = False
        self.error = 0
        self.resting = False
        """While set it prints nothing and still says that it is well."""
        self.garbled = False
        self.on = True
        self.torn = False
        """Whether a command may have broken off: then it ignores what it does not know, as real ones do."""
        self.paper_for: int | None = None
        self.received = bytearray()
        self.speed = speed
        self._buffer = bytearray()
        self._asking = b""
        """What was received last: a question comes in pieces, as everything on a line does."""
        self._decoder = Decoder(self._report)
        self._answer: Callable[[bytes], None] = lambda _data: None
        self._strike: Callable[[], None] | None = None
        self._strike_in = 0

    def strike(self, after: int, what: Callable[[], None]) -> None:
        """Let something happen once so many more bytes are printed; `what` is called in its thread."""
        self._strike_in, self._strike = after, what

    def switch_off(self) -> None:
        """Lose all that was given and not yet printed; what lies on the paper stays."""
        self.on = False
        self._buffer.clear()
        self._asking = b""
        self._start_anew()

    @property
    def page(self) -> Page:
        return self._decoder.page

    def take(self, data: bytes, answer: Callable[[bytes], None]) -> None:
        """Receive bytes: real-time questions are answered at once, everything goes into the buffer."""
        self._answer = answer
        self.received += data
        if not self.on:
            return
        if self.garbled:
            answer(bytes(byte ^ 0xA5 | 0x80 for byte in data))
            return
        for byte in data:
            self._buffer.append(byte)
            # A question within a QR's data cannot occur: Base45 has no control characters.
            asked, self._asking = self._asking == _QUESTION, (self._asking + bytes([byte]))[-2:]
            if asked and self.speaks and self.tells:
                answer(bytes([self._status(byte)]))

    def work(self) -> None:
        """Work off what one time step allows."""
        allowed = len(self._buffer) if self.speed is None else max(1, int(self.speed * _STEP))
        while allowed and self._buffer and not (self._stopped or self.resting):
            self._interpret(self._buffer.pop(0))
            allowed -= 1
            self._count_down()
            if self.paper_for is not None:
                self.paper_for -= 1
                self.paper = self.paper_for > 0

    def _interpret(self, byte: int) -> None:
        try:
            self._decoder.feed([byte])
        except (AssertionError, IndexError):
            if not self.torn:
                raise
            self._start_anew()

    def _start_anew(self) -> None:
        page = self._decoder.page
        self._decoder = Decoder(self._report)
        self._decoder.page = page

    @property
    def _stopped(self) -> bool:
        return not self.paper or self.cover_open or bool(self.error)

    def _count_down(self) -> None:
        self._strike_in -= 1
        if self._strike is not None and self._strike_in <= 0:
            what, self._strike = self._strike, None
            what()

    def _status(self, which: int) -> int:
        match which:
            case 1:
                return 0x12 | (0x08 if self._stopped else 0)
            case 2:
                cover, error = 0x04 if self.cover_open else 0, 0x40 if self.error else 0
                return 0x12 | cover | error | (0 if self.paper else 0x20)
            case 3:
                return 0x12 | self.error
            case _:
                return 0x12 | (0 if self.paper else 0x60) | (0x0C if self.near_end else 0)

    def _report(self, _which: int) -> None:
        if not (self.speaks and self.reports) or self.reports_left == 0:
            return
        if self.reports_left is not None:
            self.reports_left -= 1
        self._answer(b"\x03" if self.near_end else b"\x00")


class Served(ABC):
    """Runs a simulated printer in a thread until the block ends."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        self.printer = printer
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()
        self._close()

    def _serve(self) -> None:
        while not self._ending.is_set():
            self._receive()
            self.printer.work()

    @abstractmethod
    def _receive(self) -> None: ...

    @abstractmethod
    def _close(self) -> None: ...


class PtyPrinter(Served):
    """A simulated printer behind a pty; `name` is what our program opens."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        super().__init__(printer)
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.port = os.ttyname(self._slave)
        self.name = f"serial:{self.port}?baud=9600"

    def _receive(self) -> None:
        try:
            self.printer.take(os.read(self._master, 64), self._write)
        except BlockingIOError:
            time.sleep(_STEP)
            return
        time.sleep(_STEP if self.printer.speed else 0)

    def _write(self, data: bytes) -> None:
        os.write(self._master, data)

    def _close(self) -> None:
        os.close(self._master)
        os.close(self._slave)


class TcpPrinter(Served):
    """A simulated printer behind a TCP port; one connection at a time, as real ones."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        super().__init__(printer)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_STEP)
        self._connection: socket.socket | None = None
        self.name = f"tcp:127.0.0.1:{self._listener.getsockname()[1]}"

    def _receive(self) -> None:
        try:
            if self._connection is None:
                self._connection, _address = self._listener.accept()
                self._connection.settimeout(_STEP)
            data = self._connection.recv(64)
        except TimeoutError:
            return
        except OSError:
            data = b""
        if data and self._connection is not None:
            self.printer.take(data, self._connection.sendall)
        else:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _close(self) -> None:
        self._hang_up()
        self._listener.close()
