#!/bin/sh
exec node "$(dirname "$0")/gen/main.js" "$@"
