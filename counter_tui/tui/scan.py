"""What a scanner or the clipboard brought, and what it may be."""

from enum import StrEnum

import msgspec

from counter_tui.scanning.texts import LEAST, could_be_ours, is_slip


class ScanKind(StrEnum):
    """A pickup slip (resi), a code of ours (a booking, a number), or what belongs to somebody else."""

    SLIP = "slip"
    CODE = "code"
    FOREIGN = "foreign"


class Scan(msgspec.Struct, frozen=True):
    """One text and its kind."""

    kind: ScanKind
    text: str


def scan_of(text: str) -> Scan:
    """Return a text as a scan: a slip says so itself, and a code of ours has letters, digits and hyphens."""
    if is_slip(text):
        return Scan(ScanKind.SLIP, text)
    return Scan(ScanKind.CODE if could_be_ours(text) else ScanKind.FOREIGN, text)


def typed(text: str) -> Scan:
    """Return what somebody typed in a scanner's stead: a slip, or whatever find may know."""
    return Scan(ScanKind.SLIP if is_slip(text) else ScanKind.CODE, text)


def pasted(text: str) -> Scan | None:
    """Return the scan in a paste, or None when it is too short or has several lines.

    A slip may end with a space that counts; only what stands around other texts is taken away.
    """
    line = text.strip("\r\n")
    clean = line.lstrip() if is_slip(line.lstrip()) else line.strip()
    if len(clean) < LEAST or "\n" in clean or "\r" in clean:
        return None
    return scan_of(clean)
