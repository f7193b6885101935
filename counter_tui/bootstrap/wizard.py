"""The first run: the wizard's questions, and the home that its answers make."""

import secrets

from counter_tui.bootstrap import guard, printer, setup
from counter_tui.config import Home
from counter_tui.printing.detect import serial_candidates
from counter_tui.tui.setup_answers import PIN_LENGTH, SetupAnswers, SetupMeans
from counter_tui.tui.wizard_app import WizardApp


def run(home: Home) -> bool:
    """Ask, and make the home; False when the officer left before anything was made."""
    means = SetupMeans(
        printers=serial_candidates,
        test_page=lambda name: _tried(home, name),
        finish=lambda answers: _finish(home, answers),
        new_pin=lambda: f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}}",
    )
    app = WizardApp(means)
    app.run()
    return app.answers is not None


def _tried(home: Home, name: str) -> str:
    return " ".join(one.sentence or one.word for one in printer.print_test(home, name))


def _finish(home: Home, answers: SetupAnswers) -> None:
    setup.set_up(
        home,
        setup.Answers(
            office=answers.office,
            office_name=answers.office_name,
            site=answers.site,
            zone=answers.zone,
            counter=answers.counter,
            printer=answers.printer,
            code=answers.code,
            login=answers.login,
            pin=answers.pin,
            officer_name=answers.officer_name,
            guard=guard.best(),
        ),
    )
