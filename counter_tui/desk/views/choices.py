"""The lines of choosers: reasons, destinations, outcomes."""

import msgspec


class Choice(msgspec.Struct, frozen=True):
    """One line of a chooser: its code, its name and a quiet note beside it."""

    code: str
    name: str
    note: str = ""


class TransferChoice(msgspec.Struct, frozen=True):
    """One destination of the transfer card; `waiting` is None where nobody queues."""

    code: str
    name: str
    waiting: int | None
    note: str = ""


class OutcomeChoice(msgspec.Struct, frozen=True):
    """One other outcome with its reasons; `outcome` `cancelled` cancels the number itself."""

    outcome: str
    name: str
    reasons: tuple[Choice, ...]
