#!/bin/sh
# Builds the peers .cache/interop/go/peer and .cache/interop/go/evolution-*: messages by protoc-gen-go,
# stubs and handlers by our plugin.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
out=$root/.cache/interop/go
PATH=$root/.venv/bin:$PATH

command -v go >/dev/null || { echo "go: no go" >&2; exit 3; }

inputs="$root/proto/acme/interop/v1 $root/proto/protonexus/v1 $root/src/protonexus/codegen/go ../evolution evolution go.mod build.sh"
# shellcheck disable=SC2086 # a list of paths
if [ ! -e gen/stamp ] || [ -n "$(find $inputs -name __pycache__ -prune -o -newer gen/stamp -type f -print)" ]; then
	python -c 'import grpc_tools' 2>/dev/null || { echo "go: no grpcio-tools in python" >&2; exit 3; }
	module=$(go list -m)
	rm -rf gen
	mkdir gen

	# generate ROOT PACKAGE FILE...: from the files below ROOT, which have no go_package.
	generate() {
		from=$1 package=$2
		shift 2
		for file in "$@"; do set -- "$@" "--go_opt=M$file=$package" "--nexus-go_opt=M$file=$package"; done
		python -m grpc_tools.protoc -I "$from" -I "$root/proto" \
			--plugin="protoc-gen-go=$(go tool -n protoc-gen-go)" --go_out=. --go_opt="module=$module" \
			--nexus-go_out=. --nexus-go_opt="module=$module" "$@"
	}
	v1=acme/interop/v1
	generate "$root/proto" "$module/gen/interopv1" $v1/everything.proto $v1/interop.proto $v1/legacy.proto $v1/modern.proto
	# One program has one contract: so there is a program for each, of the same text.
	for age in older newer; do
		generate "../evolution/$age" "$module/gen/$age/evolutionv1" acme/evolution/v1/evolution.proto
		sed "s|/gen/newer/|/gen/$age/|" evolution/main.go >"gen/$age/main.go"
	done
	touch gen/stamp
fi
mkdir -p "$out"
go build -o "$out/peer" .
go build -o "$out/bench" ./bench
for age in older newer; do go build -o "$out/evolution-$age" "./gen/$age"; done
