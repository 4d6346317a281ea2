#!/bin/sh
# Generates gen/ from the contract and compiles; `go tool` and `go build` keep what has not changed.
set -eu
cd "$(dirname "$0")"
go tool -n protoc-gen-go >/dev/null
(cd ../../.. && PATH=$PWD/.venv/bin:$PATH buf generate --template examples/polyglot/go/buf.gen.yaml)
go build -o bin/polyglot .
