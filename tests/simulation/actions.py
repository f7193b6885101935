"""What officers do in the simulation: real desk actions on whatever their computer knows."""

from collections.abc import Callable
from dataclasses import dataclass

from counter_tui.core.event import Draft
from counter_tui.core.refusal import Refused
from counter_tui.desk import hub_return
from counter_tui.desk.views.applicant import ApplicantDraft
from counter_tui.desk.views.pickup import Collector
from tests.simulation import templates
from tests.simulation.disk import Fate, doom, spare
from tests.simulation.nodes import Node
from tests.simulation.world import World

COLLECTORS = (
    Collector("self"),
    Collector("family", "Budi Santoso", "ayah", "KTP 1"),
    Collector("proxy", "Ani Lestari", "kuasa", "KTP 2"),
)
RULELESS_COUNTER = "7"
RULELESS: tuple[tuple[str, dict[str, object]], ...] = (
    ("ticket.recalled", {"counter": RULELESS_COUNTER}),
    ("ticket.held", {"counter": RULELESS_COUNTER, "reason": "document"}),
    ("ticket.resumed", {"counter": RULELESS_COUNTER}),
    ("ticket.requeued", {}),
    ("ticket.called", {"counter": RULELESS_COUNTER, "visit": 1, "reason": "by_hand"}),
    ("ticket.stage_completed", {"stage": "document_check", "counter": RULELESS_COUNTER, "visit": 1}),
    ("ticket.priority_changed", {"priority": "lansia"}),
)
"""What a program that knows no rules might write: no fold may fail on it."""


@dataclass(frozen=True)
class Doing:
    """One officer at one home."""

    world: World
    node: Node

    def one(self, statement: str) -> str:
        """Return one of the ids that a query gives; refused where it gives none."""
        found = [row[0] for row in self.node.rows_of(statement)]
        if not found:
            raise Refused("-", code="nothing_there")
        return str(self.world.dice.choice(found))

    def ticket(self) -> str:
        """Return a number that is open here."""
        return self.one("SELECT id FROM ticket WHERE open ORDER BY id")

    def application(self) -> str:
        """Return an application, of the stock more often than not: there many meet."""
        if self.world.dice.random() < 0.7:
            return self.one(f"SELECT id FROM application ORDER BY id LIMIT {templates.STOCKED}")
        return self.one("SELECT id FROM application ORDER BY id")


def issue(doing: Doing) -> None:
    doing.node.desk.issue("paspor_baru", doing.world.dice.choice((None, None, "lansia")))


def call_next(doing: Doing) -> None:
    doing.node.desk.call_next()


def call(doing: Doing) -> None:
    doing.node.desk.call(doing.ticket())


def start(doing: Doing) -> None:
    doing.node.desk.start()


def stage(doing: Doing) -> None:
    doing.node.desk.complete_current()


def done(doing: Doing) -> None:
    doing.node.desk.done()


def missed(doing: Doing) -> None:
    doing.node.desk.missed()


def requeue(doing: Doing) -> None:
    doing.node.desk.requeue(doing.one("SELECT id FROM ticket WHERE status = 'missed' ORDER BY id"))


def hold(doing: Doing) -> None:
    doing.node.desk.hold("document")


def resume(doing: Doing) -> None:
    doing.node.desk.resume(doing.one("SELECT id FROM ticket WHERE status = 'held' ORDER BY id"))


def transfer(doing: Doing) -> None:
    doing.node.desk.transfer(doing.world.dice.choice(("stage:interview", "supervisor", "stage:payment")))


def cancel(doing: Doing) -> None:
    doing.node.desk.cancel("left", doing.ticket())


def undo(doing: Doing) -> None:
    doing.node.desk.undo()


def slip(doing: Doing) -> None:
    doing.node.desk.slip("lost", application=doing.application())


def ready(doing: Doing) -> None:
    doing.node.desk.mark_ready(doing.application(), f"C-{doing.world.dice.randrange(20)}")


def hand_over(doing: Doing) -> None:
    doing.node.desk.hand_over(doing.application(), doing.world.dice.choice(COLLECTORS))


def report(doing: Doing) -> None:
    doing.node.desk.report_pickup(doing.application(), "slip_doubtful")


def close_or_open_day(doing: Doing) -> None:
    if doing.world.dice.random() < 0.3:
        doing.node.desk.close_day()
    else:
        doing.node.desk.open_day("leave")


def write_record(doing: Doing) -> None:
    dice = doing.world.dice
    for _version in range(dice.randrange(1, 4)):
        with doing.node.store.write() as transaction:
            transaction.put_record(
                "note", f"n{dice.randrange(4)}", {"text": f"rahasia {dice.randrange(1000)}"}
            )


def write_applicant(doing: Doing) -> None:
    doing.node.desk.set_applicant(doing.application(), ApplicantDraft(full_name="Sri Rahayu"))


def erase(doing: Doing) -> None:
    key = ("note", f"n{doing.world.dice.randrange(4)}")
    with doing.node.store.write() as transaction:
        erased = transaction.erase_record(*key)
    if erased and not doing.node.revoked:
        doing.world.erased.add(key)


def without_rules(doing: Doing) -> None:
    kind, data = doing.world.dice.choice(RULELESS)
    if kind == "ticket.called" and doing.node.device in doing.world.hubs:
        raise Refused("-", code="a_hub_knows_the_rules")
    stream = f"ticket/{doing.one('SELECT id FROM ticket ORDER BY id')}"
    with doing.node.store.write() as transaction:
        transaction.append(Draft(stream=stream, type=kind, data=dict(data)), actor=templates.officer())


def settle(doing: Doing) -> None:
    """Ask the hub what became of commands that lost their answer, and hand own numbers over."""
    if doing.node.port is None:
        raise Refused("-", code="no_hub")
    if hub_return.settle(doing.node.store, doing.node.port):
        doing.world.seen["settled"] += 1


Act = Callable[[Doing], None]
ACTIONS: tuple[tuple[int, Act], ...] = (
    (8, issue),
    (8, call_next),
    (2, call),
    (5, start),
    (8, stage),
    (5, done),
    (3, missed),
    (3, requeue),
    (3, hold),
    (3, resume),
    (3, transfer),
    (1, cancel),
    (5, undo),
    (2, slip),
    (6, ready),
    (10, hand_over),
    (6, report),
    (1, close_or_open_day),
    (5, write_record),
    (2, write_applicant),
    (2, erase),
    (6, without_rules),
)
AT_A_HUB: tuple[tuple[int, Act], ...] = (*ACTIONS, (10, issue), (14, call_next), (4, call), (8, settle))


def act(world: World, node: Node, fate: Fate | None = None) -> None:
    """Let an officer do something at a home, whose commit meets its fate, and note how it went."""
    if fate is not None:
        doom(node.path, fate)
    actions = AT_A_HUB if node.port is not None else ACTIONS
    (chosen,) = world.dice.choices([do for _weight, do in actions], [weight for weight, _do in actions])
    name = chosen.__name__
    with world.surviving(f"{node.name} {name}"):
        chosen(Doing(world, node))
        world.note(f"{node.name} {name}: done")
        world.seen[name] += 1
    if fate is not None and spare(node.path) is None:
        world.seen[fate] += 1
    world.heed(node)
