#!/bin/sh
# Builds .cache/interop/go-stock/peer: messages by protoc-gen-go, and nothing else generated.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
out=$root/.cache/interop/go-stock
PATH=$root/.venv/bin:$PATH

command -v go >/dev/null || { echo "go-stock: no go" >&2; exit 3; }

inputs="$root/proto/acme/interop/v1 $root/proto/protonexus/v1 go.mod build.sh"
# shellcheck disable=SC2086 # a list of paths
if [ ! -e gen/stamp ] || [ -n "$(find $inputs -newer gen/stamp)" ]; then
	python -c 'import grpc_tools' 2>/dev/null || { echo "go-stock: no grpcio-tools in python" >&2; exit 3; }
	module=$(go list -m)
	# protoc-gen-go wants to know the Go package of every file. The one of our options is
	# here as well: a stock peer has no module of ours.
	packages=
	for file in everything interop legacy modern; do
		packages="$packages --go_opt=Macme/interop/v1/$file.proto=$module/gen/interopv1"
	done
	rm -rf gen
	mkdir gen
	# shellcheck disable=SC2086
	python -m grpc_tools.protoc -I "$root/proto" \
		--plugin="protoc-gen-go=$(go tool -n protoc-gen-go)" --go_out=. \
		--go_opt="module=$module" $packages --go_opt="Mprotonexus/v1/options.proto=$module/gen/protonexusv1" \
		"$root"/proto/acme/interop/v1/*.proto "$root/proto/protonexus/v1/options.proto"
	touch gen/stamp
fi
mkdir -p "$out"
go build -o "$out/peer" .
