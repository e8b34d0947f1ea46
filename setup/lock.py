"""Writes requirements.lock: every package for every platform, with hashes, without addresses.

The resolver is uv, in a private environment of its own: it is needed for nothing else. Versions
that the lock already has are kept, unless `--upgrade` is given.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from harness.machine.program import ask  # noqa: E402 - the path comes first
from setup.python import base_python  # noqa: E402

UV = "uv==0.13.9"
COMPILE = (
    *("pip", "compile", "pyproject.toml", "--all-extras", "--group", "dev"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-header", "--quiet", "--output-file", "requirements.lock"),
)


def main(arguments: list[str]) -> int:
    """Resolve; the exit code is the resolver's."""
    home = ROOT / ".stamps" / UV
    uv = home / "bin" / "uv"
    if not ask([uv, "--version"]).is_well:
        subprocess.run([base_python(), "-m", "venv", "--clear", home], check=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", UV], check=True)
    return subprocess.run([uv, *COMPILE, *arguments], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
