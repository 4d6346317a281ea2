#!/bin/sh
# Builds gen/: messages by protobufjs-cli (as Temporal's documentation has it: a json-module, since
# static modules lose their type names), the program, and one workflow bundle for each encoding.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)

for tool in node npm; do
	command -v "$tool" >/dev/null || { echo "typescript-stock: no $tool" >&2; exit 3; }
done

if [ ! -e node_modules/.stamp ] || [ package-lock.json -nt node_modules/.stamp ]; then
	npm ci --silent >&2
	touch node_modules/.stamp
fi

inputs="$root/proto/acme/interop/v1 $root/proto/protonexus/v1 src package-lock.json tsconfig.json build.sh"
# shellcheck disable=SC2086 # a list of paths
if [ ! -e gen/stamp ] || [ -n "$(find $inputs -newer gen/stamp)" ]; then
	PATH=$PWD/node_modules/.bin:$PATH
	rm -rf gen
	mkdir gen
	pbjs -t json-module -w commonjs -p "$root/proto" -o gen/messages.js acme/interop/v1/interop.proto
	pbjs -t static-module -w commonjs -p "$root/proto" acme/interop/v1/interop.proto | pbts -o gen/messages.d.ts -
	tsc
	node gen/bundle.js
	touch gen/stamp
fi
