"""Open the demo, or run counter-tui with the arguments given.

python3 scripts/run.py              a ready-made office in a temporary folder
python3 scripts/run.py ARGUMENTS    the same as `counter-tui ARGUMENTS`
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from scripts import environment


def main() -> int:
    """Prepare the environment and become counter-tui."""
    environment.prepare()
    command = [environment.program("counter-tui"), *(sys.argv[1:] or ["demo"])]
    if os.name != "nt":
        os.execve(command[0], command, environment.variables())  # noqa: S606 - a program of ours, no shell
    return subprocess.run(command, env=environment.variables(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
