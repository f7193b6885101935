"""ESC/POS: the bytes of laid-out rows, and the questions to a printer. Pure.

Source: Epson's ESC/POS command reference; only commands that the cheapest printers share.
"""

from collections.abc import Iterable, Iterator

from counter_tui.printing import raster
from counter_tui.printing.blocks import Align, Gap, Laid, Qr, Row
from counter_tui.printing.profile import Cutter, Drawer, Profile, QrMode

ESC = b"\x1b"
GS = b"\x1d"
DLE_EOT = b"\x10\x04"

INIT = ESC + b"@"
END_OF_TORN_COMMAND = bytes(256)
"""Fills up a QR's data that broke off; a printer that waits for nothing ignores zeros."""

ASK_PAPER_AFTER_JOB = GS + b"r\x01"
"""Answered only when everything before it has been worked off: the proof that a job is done."""
ASK_PRINTER = DLE_EOT + b"\x01"
ASK_OFFLINE_CAUSE = DLE_EOT + b"\x02"
ASK_ERROR = DLE_EOT + b"\x03"
ASK_PAPER = DLE_EOT + b"\x04"

_ALIGN = {Align.LEFT: 0, Align.CENTER: 1}
_CUT = {Cutter.FULL: GS + b"VA\x00", Cutter.PARTIAL: GS + b"VB\x00", Cutter.NONE: b""}
_ECC_Q = 50
_MODEL_2 = 50
_QUIET_ROWS = 1
"""Blank rows above and below a QR: 30 dots and more, which is its margin of four modules."""


def render(rows: Iterable[Laid], profile: Profile, *, opens_drawer: bool = False) -> bytes:
    """Return a whole document from initialisation to cut, for printers of a profile."""
    tear = feed(profile.tear_rows) if profile.tear_rows else b""
    pulse = kick(profile.drawer) if opens_drawer else b""
    text = b"".join(_styled(rows, profile))
    return INIT + code_page(profile.code_page) + text + tear + _CUT[profile.cutter] + pulse


def end_of_torn_command(profile: Profile) -> bytes:
    """Fill up a QR's data that broke off; a printer that waits for nothing ignores zeros."""
    if profile.qr is QrMode.NATIVE:
        return END_OF_TORN_COMMAND
    return bytes(raster.largest(profile.qr_module_dots))


def code_page(number: int) -> bytes:
    """ESC t: what the bytes above 127 mean; ours are all below."""
    return ESC + b"t" + bytes([number])


def kick(drawer: Drawer) -> bytes:
    """ESC p: a pulse that opens a drawer, and as long a pause."""
    ticks = drawer.milliseconds // 2
    return ESC + b"p" + bytes([drawer.pin == 5, ticks, ticks])


def align(where: Align) -> bytes:
    """ESC a: align from the next row on."""
    return ESC + b"a" + bytes([_ALIGN[where]])


def bold(on: bool) -> bytes:
    """ESC E: embolden on or off."""
    return ESC + b"E" + bytes([on])


def size(times: int) -> bytes:
    """GS !: enlarge characters 1 to 8 times in both directions."""
    if not 1 <= times <= 8:
        raise ValueError("a character is enlarged 1 to 8 times")
    return GS + b"!" + bytes([(times - 1) << 4 | (times - 1)])


def feed(rows: int) -> bytes:
    """ESC d: feed blank rows."""
    return ESC + b"d" + bytes([rows])


def qr(text: str, module_dots: int) -> bytes:
    """GS ( k: a native QR code, model 2, error correction Q."""
    data = text.encode("ascii")
    return b"".join(
        (
            _symbol(65, bytes([_MODEL_2, 0])),
            _symbol(67, bytes([module_dots])),
            _symbol(69, bytes([_ECC_Q])),
            _symbol(80, b"0" + data),
            _symbol(81, b"0"),
        )
    )


def _symbol(function: int, parameters: bytes) -> bytes:
    body = b"1" + bytes([function]) + parameters
    return GS + b"(k" + len(body).to_bytes(2, "little") + body


def _code(text: str, profile: Profile) -> bytes:
    draw = qr if profile.qr is QrMode.NATIVE else raster.qr
    return feed(_QUIET_ROWS) + draw(text, profile.qr_module_dots) + feed(_QUIET_ROWS)


def _styled(rows: Iterable[Laid], profile: Profile) -> Iterator[bytes]:
    style = Row("")
    for row in rows:
        match row:
            case Gap(count):
                yield feed(count)
            case Qr(text):
                if style.align is not Align.CENTER:
                    yield align(Align.CENTER)
                style = Row("", style.size, style.bold, Align.CENTER)
                yield _code(text, profile)
            case Row():
                yield _change(style, row) + row.text.encode("ascii") + b"\n"
                style = row


def _change(old: Row, new: Row) -> bytes:
    changes = b""
    if new.align is not old.align:
        changes += align(new.align)
    if new.bold != old.bold:
        changes += bold(new.bold)
    if new.size != old.size:
        changes += size(new.size)
    return changes
