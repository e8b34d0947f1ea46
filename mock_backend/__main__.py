"""`python -m mock_backend`."""

import os
import sys

# Before anything slow is imported: a parent that dies meanwhile must still be noticed.
PARENT = os.getppid()

from mock_backend.cli import main  # noqa: E402 - see above

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], parent=PARENT))
