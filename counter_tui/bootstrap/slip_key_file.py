"""The file that carries the centre's signed list of slip keys to where no network reaches."""

from pathlib import Path

import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.core.slip_key_list import SignedKeyList
from counter_tui.desk.slip_key_lists import foreign
from counter_tui.language import _

FORMAT = "counter-tui slip keys 1"
LARGEST = 8 * 1024 * 1024


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds; whoever carries it can change nothing, because the list is signed."""

    format: str
    list: SignedKeyList


def write(path: Path, signed: SignedKeyList) -> None:
    """Write the file, replacing an older one."""
    path.write_bytes(msgspec.json.encode(KeyFile(format=FORMAT, list=signed)))


def read(path: Path) -> SignedKeyList:
    """Read a file's list, not yet believed; raises Refused for a missing or foreign file."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(foreign(), code="malformed")
        found = msgspec.json.decode(path.read_bytes(), type=KeyFile)
    except FileNotFoundError as error:
        sentence = _("Berkas {file} tidak ada. Tidak ada yang berubah. Periksa namanya.")
        raise Refused(sentence.format(file=path), code="no_file") from error
    except msgspec.DecodeError as error:
        raise Refused(foreign(), code="malformed") from error
    if found.format != FORMAT:
        raise Refused(foreign(), code="malformed")
    return found.list
