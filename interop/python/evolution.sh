#!/bin/sh
# The two contracts have the same names, so each process has but one of them on its path.
contract=$2 # after --contract
cd "$(dirname "$0")/../.."
exec env "PYTHONPATH=$PWD:.cache/interop/python/$contract" .venv/bin/python -m interop.python.evolution "$@"
