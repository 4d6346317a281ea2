#!/bin/sh
# Generates the two contracts of the evolution cells; gen/ is in the repository.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
[ -x "$root/.venv/bin/python" ] || { echo "python: no .venv (make setup)" >&2; exit 3; }
PATH=$root/.venv/bin:$PATH
for contract in older newer; do
	source=$root/interop/evolution/$contract
	out=$root/.cache/interop/python/$contract
	# Also when the plugin has changed: what it prints is under test.
	if [ ! -e "$out/stamp" ] || [ -n "$(find "$source" "$root/src/protonexus/codegen" "$here/build.sh" -newer "$out/stamp" -type f)" ]; then
		mkdir -p "$out"
		python -m grpc_tools.protoc -I "$source" -I "$root/proto" --python_out="$out" --nexus-python_out="$out" \
			"$source"/acme/evolution/v1/evolution.proto
		touch "$out/stamp"
	fi
done
