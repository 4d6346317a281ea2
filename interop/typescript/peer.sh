#!/bin/sh
exec node "$(dirname "$0")/dist/peer.js" "$@"
