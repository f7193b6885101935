"""Writes down what the shipped engine itself asks of the disk: writes, truncations, syncs, deletions.

SQLite reaches files through a VFS, a table of C functions. The functions of the engine inside sqlcipher3 are
called as they are; beside them stands what they were asked, in order (https://sqlite.org/vfs.html).
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast
from enum import StrEnum
from typing import Any, NamedTuple

import sqlcipher3._sqlite3

OK = 0
IOERR_READ, IOERR_WRITE, IOERR_FSYNC, FULL = 10 | 1 << 8, 10 | 3 << 8, 10 | 4 << 8, 13


class Fault(StrEnum):
    """What a failing disk answers: EIO to a read, a write or a sync, or half of what was written."""

    READ = "read"
    WRITE = "write"
    SHORT_WRITE = "short_write"
    SYNC = "sync"


_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Read = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    """`sqlite3_vfs` up to the functions that are wrapped."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("app_data", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
    )


class _Methods(Structure):
    """`sqlite3_io_methods`, version 3."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", _Read),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        ("others", c_void_p * 13),
    )


class _File(Structure):
    """`sqlite3_file`: begins with its methods."""

    _fields_ = (("methods", POINTER(_Methods)),)


class Written(NamedTuple):
    """Bytes were put at an offset of a file."""

    file: str
    offset: int
    data: bytes


class Truncated(NamedTuple):
    """A file was cut to so many bytes."""

    file: str
    size: int


class Synced(NamedTuple):
    """Everything written to a file is on the disk."""

    file: str


class Deleted(NamedTuple):
    """A file is gone."""

    file: str


class Acknowledged(NamedTuple):
    """The program was told that a commit stands; `what` is what it committed."""

    what: str


Step = Written | Truncated | Synced | Deleted | Acknowledged


class RecordedDisk:
    """What the engine asked of the disk since the start; `fault` is what it answers after `spared` calls."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.fault: Fault | None = None
        self.spared = 0
        self._names: dict[int, str] = {}
        self._wrapped: dict[int, _Methods] = {}
        library = ctypes.CDLL(sqlcipher3._sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._vfs: Any = library.sqlite3_vfs_find(None).contents

    def acknowledge(self, what: str) -> None:
        """Note between the engine's steps that a commit was acknowledged."""
        self.steps.append(Acknowledged(what))

    @contextmanager
    def recording(self) -> Iterator["RecordedDisk"]:
        """Stand between the engine and its files: those that are opened inside are watched for good."""
        opening, deleting = _own(_Open, self._vfs.open), _own(_Delete, self._vfs.delete)
        kept = _Open(self._opener(opening)), _Delete(self._deleter(deleting))
        self._vfs.open, self._vfs.delete = kept
        try:
            yield self
        finally:
            self._vfs.open, self._vfs.delete = opening, deleting

    def _opener(self, opening: Callable[..., int]) -> Callable[..., int]:
        def opened(vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
            answer = opening(vfs, name, file, flags, out)
            if answer == OK:
                self._watch(file, cast(name, c_char_p).value if name else None)
            return answer

        return opened

    def _deleter(self, deleting: Callable[..., int]) -> Callable[..., int]:
        def deleted(vfs: int, name: bytes, sync: int) -> int:
            answer = deleting(vfs, name, sync)
            if answer == OK:
                self.steps.append(Deleted(name.decode()))
            return answer

        return deleted

    def _watch(self, file: int, name: bytes | None) -> None:
        self._names[file] = name.decode() if name else ""
        opened = cast(file, POINTER(_File)).contents
        address = cast(opened.methods, c_void_p).value or 0
        if address not in self._wrapped:
            self._wrapped[address] = self._around(opened.methods.contents)
        opened.methods = ctypes.pointer(self._wrapped[address])

    def _around(self, original: Any) -> _Methods:
        writing, truncating = _own(_Write, original.write), _own(_Truncate, original.truncate)
        syncing, reading = _own(_Sync, original.sync), _own(_Read, original.read)

        def read(file: int, data: int, size: int, offset: int) -> int:
            return IOERR_READ if self._fails(Fault.READ) else int(reading(file, data, size, offset))

        def write(file: int, data: int, size: int, offset: int) -> int:
            if self._fails(Fault.WRITE):
                return IOERR_WRITE
            if self._fails(Fault.SHORT_WRITE):
                writing(file, data, size // 2, offset)
                return FULL
            self._note(file, lambda name: Written(name, offset, ctypes.string_at(data, size)))
            return int(writing(file, data, size, offset))

        def truncate(file: int, size: int) -> int:
            self._note(file, lambda name: Truncated(name, size))
            return int(truncating(file, size))

        def sync(file: int, flags: int) -> int:
            if self._fails(Fault.SYNC):
                return IOERR_FSYNC
            answer = int(syncing(file, flags))
            self._note(file, Synced)
            return answer

        wrapped = _Methods()
        ctypes.memmove(byref(wrapped), byref(original), ctypes.sizeof(_Methods))
        wrapped.read, wrapped.write = _Read(read), _Write(write)
        wrapped.truncate, wrapped.sync = _Truncate(truncate), _Sync(sync)
        return wrapped

    def _fails(self, fault: Fault) -> bool:
        if self.fault is not fault:
            return False
        self.spared -= 1
        return self.spared < 0

    def _note(self, file: int, step: Callable[[str], Step]) -> None:
        if name := self._names[file]:
            self.steps.append(step(name))


def _own(kind: Any, function: Any) -> Any:
    """Return a C function apart from the structure it was read from, which is about to be written over."""
    return kind(cast(function, c_void_p).value)
