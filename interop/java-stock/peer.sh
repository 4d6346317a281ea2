#!/bin/sh
# It starts sooner with the first compiler alone.
cd "$(dirname "$0")" || exit
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
	-cp "target/classes:$(cat target/classpath)" interop.Peer "$@"
