"""What a hub keeps for its terminals, and a terminal of what it asked its hub."""

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from counter_tui.store.tables.columns import big


class RelayedHead(SQLModel, table=True):
    """Every head that came with a push, until the centre holds its chain that far.

    Lines can be pushed on only up to a place for which their author signed.
    """

    __tablename__ = "relayed_head"

    office: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    epoch: int = big(key=True)
    seq: int = big(key=True)
    hash: str
    signature: str


class CommandAnswer(SQLModel, table=True):
    """What a hub answered to a command, by the id that the terminal gave it: a repeat gets the same."""

    __tablename__ = "command_answer"

    office: str = Field(primary_key=True)
    command: str = Field(primary_key=True)
    device: str
    answer: str = Field(sa_type=Text)
    at: int = big()


class OpenCommand(SQLModel, table=True):
    """A command that this terminal sent, or was about to send, and whose answer it does not know yet.

    What it asked for is not kept: it may be about people, and the hub knows a command by its id.
    """

    __tablename__ = "open_command"

    command: str = Field(primary_key=True)
    action: str
    at: int = big()
