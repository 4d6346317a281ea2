#!/bin/sh
# Builds dist/: messages by protoc-gen-es, stubs by our plugin, both for the matrix and for the two evolution contracts.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
PATH=$root/.venv/bin:$PATH

if command -v flock >/dev/null; then # two builds wait for each other
	exec 9<build.sh
	flock 9
fi
for tool in node npm; do
	command -v $tool >/dev/null || { echo "typescript: no $tool" >&2; exit 3; }
done
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	npm ci --silent
	touch node_modules/.package-lock.json
fi

generate() { # FOLDER FILE...
	out=$1
	shift
	rm -rf "$out"
	mkdir -p "$out"
	python -m grpc_tools.protoc "$@" -I "$root/proto" --plugin=node_modules/.bin/protoc-gen-es --es_out="$out" \
		--es_opt=target=ts --nexus-typescript_out="$out" protonexus/v1/options.proto
}

inputs="$root/proto/acme/interop $root/proto/protonexus $root/interop/evolution $root/src/protonexus/codegen/*.py
	$root/src/protonexus/codegen/typescript evolution build.sh package-lock.json"
# shellcheck disable=SC2086 # a list of paths
if [ ! -e src/gen/stamp ] || [ -n "$(find $inputs -name __pycache__ -prune -o -type f -newer src/gen/stamp -print)" ]; then
	generate src/gen acme/interop/v1/everything.proto acme/interop/v1/legacy.proto acme/interop/v1/modern.proto \
		acme/interop/v1/interop.proto
	for contract in older newer; do
		generate "src/gen/$contract" -I "$root/interop/evolution/$contract" acme/evolution/v1/evolution.proto
		cp -R evolution "src/gen/$contract/"
	done
	touch src/gen/stamp
	rm -f dist/stamp
fi
if [ ! -e dist/stamp ] || [ -n "$(find src tsconfig.json -type f -newer dist/stamp)" ]; then
	node_modules/.bin/tsc
	touch dist/stamp
fi
