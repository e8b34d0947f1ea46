"""Runs every benchmark, one after the other: `python -m benchmarks [NAME ...]`."""

import sys
from importlib import import_module

NAMES = ("session_get", "verify_bare", "firestore_proxy", "race_speed", "load_speed")


def main(asked: list[str]) -> int:
    """The benchmarks of these names, all of them where none is named; 2 for an unknown name."""
    unknown = [it for it in asked if it not in NAMES]
    if unknown:
        sys.stderr.write(f"There is no benchmark '{unknown[0]}'. Known: {', '.join(NAMES)}.\n")
        return 2
    for name in asked or NAMES:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
