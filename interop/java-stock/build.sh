#!/bin/sh
# Compiles to target/, messages by protoc (which Maven fetches) among them.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)

for tool in javac mvn; do
	command -v "$tool" >/dev/null || { echo "java-stock: no $tool" >&2; exit 3; }
done

inputs="$root/proto/acme/interop/v1 $root/proto/protonexus/v1 src pom.xml build.sh"
# shellcheck disable=SC2086 # a list of paths
if [ ! -e target/stamp ] || [ -n "$(find $inputs -newer target/stamp)" ]; then
	rm -rf target
	mvn -q -B process-classes </dev/null >&2
	touch target/stamp
fi
