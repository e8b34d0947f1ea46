#!/bin/sh
# Runs its arguments with the first Python that is new enough: .venv's own first, so that a whole .venv
# outlives a change of PATH. PYTHON, when set, is the only choice.
set -eu

new_enough='import sys; raise SystemExit(sys.version_info < (3, 11))'
seen=''
for name in ${PYTHON:-.venv/bin/python python3.13 python3.12 python3.11 python3 python}; do
    command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c "$new_enough" 2>/dev/null; then
        exec "$name" "$@"
    fi
    # A name may be there and not run: a version manager's shim for a Python that is not switched on.
    said=$("$name" --version 2>/dev/null) || said='does not run'
    seen="$seen $name ($said)"
done

if [ -n "${PYTHON:-}" ]; then
    echo "PYTHON=$PYTHON is no Python 3.11 or later:${seen:- there is no such command}. Name another one, or leave PYTHON out." >&2
    exit 1
fi
echo "Layerproof needs Python 3.11 or later. Found:${seen:- none}." >&2
echo "Install one (on Debian: apt-get install python3 python3-venv), or name it: PYTHON=/path/to/python3 make ..." >&2
exit 1
