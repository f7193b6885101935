"""Printer profiles as TOML files: the built-in ones, and an office's own beside its data.

An office's file `<home>/printers/NAME.toml` holds only what differs from `like`, another profile
(`generic58` unless it says so); under a built-in's name it replaces that one. Its keys are the fields of
`Profile`, with `[drawer]` as a table.
"""

import re
import tomllib
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from counter_tui.core.refusal import Refused
from counter_tui.language import _
from counter_tui.printing import raster
from counter_tui.printing.documents.kinds import KINDS
from counter_tui.printing.profile import Drawer, Profile, QrMode

BUILTIN = ("generic58", "generic80")
OWN_FOLDER = "printers"
"""Where in a home an office's own profiles lie."""
BASE = "generic58"
CHARACTER_DOTS = 12
"""How wide a character of the standard font is, on every printer that we know."""
QR_MODULES = 53 + 2 * 4
"""A slip's QR with the light margin that its readers need: version 9 and four modules on each side."""

_FIELD = re.compile(r"(?:\$\.|field `)(\w+(?:\.\w+)?)")
_KEYS = frozenset(field.name for field in fields(Profile)) - {"name"}
_DRAWER_KEYS = frozenset(field.name for field in fields(Drawer))


def profile_named(name: str, home: Path | None = None) -> Profile:
    """Return a profile by its name: an office's own of this home first, then a built-in one.

    Refused for an unknown name, and for a file that does not fit, naming the file and the key.
    """
    own = _own_files(home)
    if name in own:
        return _read_own(own[name])
    if name in BUILTIN:
        return _builtin(name)
    known = ", ".join(sorted({*BUILTIN, *own}))
    sentence = _("Profil printer {name} tidak dikenal. Tidak ada yang berubah. Pakai salah satu: {known}.")
    raise Refused(sentence.format(name=name, known=known), code="unknown_profile")


@cache
def _builtin(name: str) -> Profile:
    text = Path(__file__).with_name("profiles").joinpath(f"{name}.toml").read_text("utf-8")
    return msgspec.convert({"name": name, **tomllib.loads(text)}, Profile)


def _own_files(home: Path | None) -> dict[str, Path]:
    return {file.stem: file for file in (home / OWN_FOLDER).glob("*.toml")} if home is not None else {}


def _read_own(file: Path) -> Profile:
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        sentence = _("Profil printer {file} tidak terbaca. Tidak ada yang tercetak. Perbaiki berkas itu.")
        raise Refused(sentence.format(file=file), code="profile_file") from error
    like = told.pop("like", BASE)
    if like not in BUILTIN:
        raise _misfit(file, "like")
    base = _builtin(like)
    told["drawer"] = _drawer(file, base.drawer, told.get("drawer", {}))
    _refuse_unknown(file, "", told, _KEYS)
    if told.get("qr") == QrMode.RASTER:
        told.setdefault("qr_module_dots", raster.SMALLEST_MODULE)
    try:
        profile = msgspec.convert({**asdict(base), **told, "name": file.stem}, Profile)
    except msgspec.ValidationError as error:
        found = _FIELD.search(str(error))
        raise _misfit(file, found[1] if found else "?") from error
    _refuse_impossible(file, profile)
    return profile


def _drawer(file: Path, base: Drawer, told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise _misfit(file, "drawer")
    _refuse_unknown(file, "drawer.", told, _DRAWER_KEYS)
    return {**asdict(base), **told}


def _refuse_unknown(file: Path, table: str, told: dict[str, Any], keys: frozenset[str]) -> None:
    for key in told:
        if key not in keys:
            raise _misfit(file, table + key)


def _refuse_impossible(file: Path, profile: Profile) -> None:
    """Refuse what is well spelt and cannot be printed: too wide, or half a dot."""
    if profile.columns * CHARACTER_DOTS > profile.dots:
        raise _misfit(file, "columns")
    if profile.qr_module_dots * QR_MODULES > profile.dots:
        raise _misfit(file, "qr_module_dots")
    if profile.qr is QrMode.RASTER and (
        profile.qr_module_dots % 2 or profile.qr_module_dots < raster.SMALLEST_MODULE
    ):
        raise _misfit(file, "qr_module_dots")
    if any(document not in KINDS for document in profile.drawer.documents):
        raise _misfit(file, "drawer.documents")


def _misfit(file: Path, key: str) -> Refused:
    sentence = _(
        "Profil printer {file}: isi kunci {key} tidak dapat dipakai. Tidak ada yang tercetak. "
        "Perbaiki kunci itu."
    )
    return Refused(sentence.format(file=file, key=key), code="profile_file")
