"""The record by which a terminal publishes a key that it signs slips with."""

import secrets
from typing import Any

from counter_tui.core import slip_key_record
from counter_tui.core.record import Record
from counter_tui.core.slip_key_list import DAY_MS
from tests.server.terminal import NOW, Terminal


def key_of(terminal: Terminal, public: bytes | None = None, changes: dict[str, Any] | None = None) -> Record:
    """Return the record by which a terminal publishes a key; `changes` replace fields of its data."""
    public = public or secrets.token_bytes(32)
    return Record(
        kind=slip_key_record.KIND,
        id=slip_key_record.record_id(terminal.device, public),
        rev=1,
        hlc=NOW << 16,
        device=terminal.device,
        data=slip_key_record.data(terminal.device, public, NOW - DAY_MS) | (changes or {}),
    )
