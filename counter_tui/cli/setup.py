"""`counter-tui setup`: make this machine a counter, or connect it to its hub or centre."""

from argparse import Namespace

from counter_tui import config
from counter_tui.bootstrap import setup
from counter_tui.cli import output
from counter_tui.language import _


def run(arguments: Namespace) -> int:
    """Set this home up; an existing one is connected to its centre."""
    answers = setup.Answers(
        office=arguments.office,
        office_name=arguments.office_name,
        site=arguments.site,
        counter=arguments.counter,
        zone=arguments.zone,
        central=arguments.hub or arguments.central,
        code=arguments.code,
        printer=arguments.printer,
        guard=arguments.key,
    )
    identity = setup.set_up(config.find(arguments.home), answers)
    ready = _("Siap: kantor {office}, loket {counter}, perangkat {device}.").format(
        office=identity.office, counter=identity.counter, device=identity.device
    )
    output.emit({"device": identity.device, "office": identity.office}, as_json=arguments.json, lines=[ready])
    return 0
