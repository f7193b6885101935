"""Real processes for the end-to-end tests: the console script, a long-lived `do -`, a running centre."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from counter_tui.store import keys
from tests import ports
from tests.e2e import forked

PROGRAM = str(Path(sys.executable).with_name("counter-tui"))
ANSWER_S = 90.0

Json = dict[str, Any]


class Died(Exception):
    """The process that was asked is no longer there."""


def environment(**more: str) -> dict[str, str]:
    """Return this process's variables without any of ours, and with these."""
    # Compiled modules are kept, as on any officer's computer.
    ours = ("COUNTER_TUI_", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)} | more


class Installation:
    """One home and the ways to run the console script on it."""

    def __init__(self, folder: Path, officer: str = "dewi") -> None:
        self.folder = folder
        self.variables = environment(
            COUNTER_TUI_HOME=str(folder),
            COUNTER_TUI_PASSPHRASE=f"frasa {folder.name}",
            COUNTER_TUI_OFFICER=officer,
            COUNTER_TUI_PIN="482913",
        )
        self._eased = False

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return forked.run([PROGRAM, *words], self.variables, ANSWER_S)

    def ask(self, *words: str) -> Json:
        """Run one command that must succeed and return its JSON."""
        done = self.command(*words, "--json")
        assert done.returncode == 0, done.stderr
        return self.answer(done)

    def ease(self) -> None:
        """Stretch the passphrase of a home that a process in full made little: each command opens it."""
        passphrase, place = keys.given_passphrase(self.variables), self.folder / "keys.json"
        if passphrase and not self._eased:
            keys.protect_with_passphrase(place, keys.unlock(place, environ=self.variables), passphrase)
        self._eased = True

    def answer(self, done: subprocess.CompletedProcess[str]) -> Json:
        """Return the JSON that a command printed."""
        answer: Json = json.loads(done.stdout)
        return answer

    def spawn(self, *words: str, log: str = "") -> subprocess.Popen[str]:
        """Start a command that stays, with pipes; its standard error goes to a file of the home's name."""
        with self.folder.with_suffix(f"{log}.log").open("ab") as errors:
            return subprocess.Popen(
                [PROGRAM, *words],
                env=self.variables,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                bufsize=1,
            )


class Actions:
    """A `counter-tui do -` process: one action a line, one answer a line."""

    def __init__(self, home: Installation) -> None:
        self.process = home.spawn("do", "-", log=".do")

    def ask(self, line: str) -> Json:
        """Do one action; raises Died when the process is killed before it has answered."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(f"{line}\n")
            self.process.stdin.flush()
            if not select.select([self.process.stdout], [], [], ANSWER_S)[0]:
                raise TimeoutError(line)
            answer = self.process.stdout.readline()
        except BrokenPipeError as error:
            raise Died from error
        if not answer.endswith("\n"):
            raise Died
        parsed: Json = json.loads(answer)
        return parsed

    def close(self) -> None:
        """End the process and wait for it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            self.process.kill()
        self.process.wait(ANSWER_S)
        self.process.stdout.close()


class Centre:
    """A running `counter-tui central`, or with `role` hub a hub; its port is its own from first to last."""

    role = "central"

    def __init__(self, home: Installation, database_url: str = "", options: Sequence[str] = ()) -> None:
        self.home = home
        self.options = ("--database-url", database_url) if database_url else tuple(options)
        self._process: subprocess.Popen[str] | None = None
        self._held = ports.keep()
        self.port = ports.number(self._held)
        self.address = ""

    def start(self) -> None:
        """Start it and wait until it says where it listens."""
        assert self.comes_up(), self.home.folder.with_suffix(".log").read_text("utf-8")

    def comes_up(self) -> bool:
        """Start it and wait until it says where it listens; False where it is refused, and ends."""
        self._process = self.home.spawn(self.role, "--port", str(self.port), *self.options)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if f"counter-tui {self.role} listening on http" not in line:
            self.stop()
            return False
        self.home.ease()
        self.address = line.split()[-1]
        self.port = int(line.strip().rpartition(":")[2])
        return True

    def stop(self, *, kill: bool = False) -> int:
        """End it, by SIGTERM or by kill -9, and return its exit status."""
        assert self._process is not None
        if kill:
            self._process.kill()
        else:
            self._process.terminate()
        status = self._process.wait(ANSWER_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None
        return status

    def close(self) -> None:
        """Stop it where it runs, and let its port go."""
        if self.running:
            self.stop()
        self._held.close()

    @property
    def running(self) -> bool:
        """Whether it is up."""
        return self._process is not None

    @property
    def process(self) -> "subprocess.Popen[str]":
        """Its process, while it is up."""
        assert self._process is not None
        return self._process

    @property
    def pid(self) -> int:
        """Its process's id; 0 while it is down."""
        return self._process.pid if self._process else 0

    def equip(
        self, home: Installation, counter: str, *, address: str = "", printer: str = "", authorise: str = ""
    ) -> Json:
        """Enrol a terminal at this centre and set it up; `address` is where it finds it.

        `authorise` is a kind of record that it may write for all.
        """
        enrol = ["devices", "enrol", "--office", "PLG", "--name", f"Loket {counter}"]
        enrol += ["--authorise", authorise] if authorise else []
        code = self.home.ask(*enrol)["code"]
        return home.ask(
            "setup", "--office", "PLG", "--site", "utama", "--counter", counter, "--code", code,
            f"--{self.role}", address or self.address,
            "--printer", printer or f"file:{home.folder}/paper.bin",
        )  # fmt: skip


class Hub(Centre):
    """A running `counter-tui hub` on the home of a terminal."""

    role = "hub"
