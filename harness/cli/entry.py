"""What the installed command starts: it imports all else, and Ctrl-C may come meanwhile."""

import sys

INTERRUPTED = 130


def main() -> int:
    """Runs the command and returns its exit code; Ctrl-C before it began has no traceback."""
    try:
        from harness.cli.app import main as run
    except KeyboardInterrupt:
        sys.stderr.write("layerproof: interrupted\n")
        return INTERRUPTED
    return run()
