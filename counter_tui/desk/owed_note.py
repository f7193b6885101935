"""Which applications are owed a refusal note (bukti penolakan), and how many were ordered so far."""

import uuid
from typing import TYPE_CHECKING, TypeGuard

from counter_tui.core.paper import PaperState
from counter_tui.store import queries

if TYPE_CHECKING:
    from counter_tui.core.application import ApplicationState
    from counter_tui.store.driver import Connection

DOCUMENT = "refusal_note"
"""The code of this kind of paper."""
OUTCOMES = frozenset({"incomplete", "refused"})
"""What an application must have ended as."""


def owed(state: "ApplicationState | None") -> "TypeGuard[ApplicationState]":
    """Return whether an application ended in a way for which a note is owed."""
    return state is not None and state.outcome in OUTCOMES and state.status == state.outcome


def copies(conn: "Connection", state: "ApplicationState") -> int:
    """Return how many notes of an application's outcome were ordered so far, by any device known here."""
    paper = queries.state(conn, f"paper/{paper_id(state)}")
    return paper.copies if isinstance(paper, PaperState) else 0


def paper_id(state: "ApplicationState") -> str:
    """Return the id of the note's stream: one outcome has one note, whichever device prints it."""
    return str(uuid.uuid5(uuid.UUID(state.id), f"{DOCUMENT}/{state.closed_at}"))
