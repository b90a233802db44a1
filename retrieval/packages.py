"""Takes data files out of packages that the user's own pip and npm fetch; nothing is ever run.

The clients are asked, rather than an address, so that the user's registry, mirror, proxy and
certificates count here as they do everywhere else on the machine.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from retrieval.errors import DownloadError

Watch = Callable[[int], None]
"""Told the bytes that a running download has written so far."""

POLL_SECONDS = 0.3


def pip_download(requirement: str, folder: Path, watch: Watch) -> Path:
    """Download one wheel, without its dependencies, into `folder`; return its path.

    Only wheels are taken: a source package would run its own set-up code.

    Raises:
        DownloadError: pip could not fetch it; the message carries pip's own reason.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"]
    _run([*command, "--quiet", "--dest", str(folder), requirement], requirement, folder, watch)
    return _only(folder.glob("*.whl"), requirement)


def npm_pack(package: str, folder: Path, watch: Watch) -> Path:
    """Download one npm package's archive into `folder`; return its path.

    Raises:
        DownloadError: npm is not installed, or could not fetch it.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise DownloadError(
            f"{package} comes from the npm registry and npm is not installed: install it "
            "(Debian: apt-get install npm) and run this again"
        )
    cache = folder / "cache"
    command = [npm, "pack", "--silent", "--ignore-scripts", "--cache", str(cache)]
    _run([*command, "--pack-destination", str(folder), package], package, folder, watch)
    return _only(folder.glob("*.tgz"), package)


def unpack(archive: Path, pattern: str, target: Path) -> int:
    """Write the files of a wheel or npm archive that `pattern` names into `target`.

    Args:
        archive: A `.whl` or `.tgz` file.
        pattern: A folder in the archive, or a glob over whole member paths. Files of a folder
            keep their place below it; files found by a glob keep only their name.
        target: An existing folder.

    Returns:
        How many files were written.
    """
    count = 0
    for name, stream in _members(archive):
        path = PurePosixPath(name)
        if path.is_relative_to(pattern):
            inside = path.relative_to(pattern)
        elif path.match(pattern):
            inside = PurePosixPath(path.name)
        else:
            continue
        if ".." in inside.parts:
            raise DownloadError(f"{archive.name} holds a file outside its folder: {name}")
        place = target / inside
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        count += 1
    return count


def _members(archive: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Every plain file of an archive, in order, opened."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for info in wheel.infolist():
                if not info.is_dir():
                    with wheel.open(info) as stream:
                        yield info.filename, stream
    else:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                stream_or_none = tar.extractfile(member) if member.isfile() else None
                if stream_or_none is not None:
                    yield member.name, stream_or_none


def _run(command: list[str], what: str, folder: Path, watch: Watch) -> None:
    """Run a client with its temporary files in `folder`, and tell how they grow."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(folder)},
        )
        try:
            while _runs_on(process):
                watch(_size(folder))
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            output.seek(0)
            raise DownloadError(f"could not fetch {what}: {_reason(output.read())}")


def _runs_on(process: subprocess.Popen[bytes]) -> bool:
    """Wait for the process for a moment; whether it still runs then."""
    try:
        process.wait(POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _size(folder: Path) -> int:
    """Bytes in all files below `folder`; files that vanish meanwhile count nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def _reason(output: str) -> str:
    """The line of a client's output that says what went wrong: its last line about an error."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["no reason given"])[-1]


def _only(found: Iterator[Path], what: str) -> Path:
    path = next(found, None)
    if path is None:
        raise DownloadError(f"could not fetch {what}: the client wrote no archive")
    return path
