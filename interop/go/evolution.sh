#!/bin/sh
contract=$2 # after --contract
exec "$(dirname "$0")/../../.cache/interop/go/evolution-$contract" "$@"
