#!/bin/sh
# Runs the workers against the server at ADDRESS until the input ends: `run.sh ADDRESS`.
exec node "$(dirname "$0")/dist/worker.js" "$1"
