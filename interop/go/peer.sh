#!/bin/sh
exec "$(dirname "$0")/../../.cache/interop/go/peer" "$@"
