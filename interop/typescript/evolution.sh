#!/bin/sh
contract=$2 # after --contract
exec node "$(dirname "$0")/dist/gen/$contract/evolution/peer.js" "$@"
