"""pgbouncer in transaction mode in front of the tests' PostgreSQL, where it is installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests import ports

START_S = 90
_SETTINGS = """[databases]
* = host=127.0.0.1 port={database} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
"""


def program() -> str | None:
    """Return where pgbouncer is installed."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class Pooler:
    """A running pgbouncer with two connections to the database, which all its clients share."""

    def __init__(self, binary: str, url: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="counter-pooler-"))
        self._folder.chmod(0o755)
        self._held = ports.keep()
        port = ports.number(self._held)
        settings = self._folder / "pgbouncer.ini"
        settings.write_text(_SETTINGS.format(database=urlsplit(url).port, port=port))
        # Like the database it refuses to run as root.
        user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
        self._process = subprocess.Popen(
            [binary, "--quiet", str(settings)], stderr=subprocess.DEVNULL, user=user, start_new_session=True
        )
        self.url = url.replace(f":{urlsplit(url).port}/", f":{port}/")
        deadline = time.monotonic() + START_S
        while not self._answers():
            if time.monotonic() > deadline or self._process.poll() is not None:
                self.close()
                raise RuntimeError("pgbouncer does not answer")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2, prepare_threshold=None).close()
        except psycopg.OperationalError:
            return False
        return True

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(START_S)
        self._held.close()
        shutil.rmtree(self._folder, ignore_errors=True)
