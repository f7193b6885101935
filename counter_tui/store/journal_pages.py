"""The whole journal as it was written, in pages of many lines, each read while the one before is folded."""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor

import msgspec

from counter_tui.core.event import Event
from counter_tui.store.driver import Connection

# In the order of streams each page of the file would be opened again for every stream on it.
_PAGE = (
    "SELECT max(rowid), group_concat(body, char(10)) FROM "
    "(SELECT rowid, body FROM event NOT INDEXED WHERE rowid > ? ORDER BY rowid LIMIT ?)"
)

_decode: Callable[[str], list[Event]] = msgspec.json.Decoder(Event).decode_lines


def pages(connection: Connection, lines: int) -> Generator[list[Event], None, None]:
    """Yield all events, so many at once; close it before the connection's transaction ends.

    SQLite joins a page's lines in one step, beside which Python folds on; from row to row the two threads
    would wait for each other.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal") as reader:
        coming = reader.submit(_page, connection, 0, lines)
        while (page := coming.result()) is not None:
            end, text = page
            coming = reader.submit(_page, connection, end, lines)
            yield _decode(text)


def _page(connection: Connection, after: int, lines: int) -> tuple[int, str] | None:
    end, text = connection.execute(_PAGE, (after, lines)).fetchone()
    return (end, text) if end is not None else None
