#!/bin/sh
# Runs the workers against the server at ADDRESS until the input ends: `run.sh ADDRESS`.
exec "$(dirname "$0")/bin/polyglot" "$1"
