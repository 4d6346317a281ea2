#!/bin/sh
# Renews requirements.lock: exact versions and hashes for every Python and platform, from whatever index pip uses.
set -eu
cd "$(dirname "$0")/.."
[ -x .cache/uv/bin/uv ] || { python3 -m venv .cache/uv && .cache/uv/bin/pip install --quiet uv; }
# The header would repeat the command line, which may name an index.
.cache/uv/bin/uv pip compile pyproject.toml --group dev --extra server --extra validate --universal --python-version 3.11 --generate-hashes \
    --no-header --upgrade --quiet --output-file requirements.lock
echo "requirements.lock pins $(grep -c '==' requirements.lock) packages"
