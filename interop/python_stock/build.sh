#!/bin/sh
# Nothing to build: gen/ is in the repository.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
[ -x "$root/.venv/bin/python" ] || { echo "python-stock: no .venv (make setup)" >&2; exit 3; }
