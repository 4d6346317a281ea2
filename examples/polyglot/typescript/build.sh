#!/bin/sh
# Installs what package-lock.json pins, generates src/gen/ from the contract and compiles.
set -eu
cd "$(dirname "$0")"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --silent
    touch node_modules/.package-lock.json
fi
(cd ../../.. && PATH=$PWD/.venv/bin:$PATH buf generate --template examples/polyglot/typescript/buf.gen.yaml)
node_modules/.bin/tsc
