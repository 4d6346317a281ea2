#!/bin/sh
# Creates .venv from the first Python that will do and installs what requirements.lock pins, hashes checked;
# prints the file of validation rules and generates its Python module, which are protovalidate's and so not committed.
set -eu
cd "$(dirname "$0")/.."

die() { echo "setup: $*" >&2; exit 1; }

usable() { "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if usable "$candidate"; then echo "$candidate"; return; fi
    done
    die "no Python 3.11 or newer with its venv module among ${PYTHON:-python3, python3.14 ... python3.11}; install one or say make PYTHON=/path/to/python"
}

# Shows only the reason of a failure; pip's own output is long.
pip() {
    .venv/bin/python -m pip --disable-pip-version-check "$@" >.venv/setup.log 2>&1 ||
        die "$(grep -m 1 ERROR .venv/setup.log || tail -n 1 .venv/setup.log) (all of it in .venv/setup.log)"
}

if ! usable .venv/bin/python; then
    python=$(find_python)
    echo "setup: creating .venv with $("$python" --version)"
    "$python" -m venv --clear .venv || die "$python could not create .venv"
fi
echo "setup: installing $(grep -c '==' requirements.lock) pinned packages"
pip install --require-hashes --no-deps -r requirements.lock
pip install --no-deps --no-build-isolation -e .
.venv/bin/python -m compileall -q src # as pip does with a wheel: the plugin starts anew for each generation

PATH="$PWD/.venv/bin:$PATH"
protonexus export third_party --only buf/validate/validate.proto --force >.venv/setup.log
buf generate third_party --clean=false # the rest of gen/ is in the repository
