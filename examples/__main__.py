"""`python -m examples`, see examples/command.py."""

import sys

from examples.command import main

if __name__ == "__main__":
    sys.exit(main())
