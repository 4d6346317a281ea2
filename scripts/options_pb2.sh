#!/bin/sh
# Regenerates the Python modules of the options after a change of proto/nexusannotations or proto/protonexus.
#
# protoc 25 (grpcio-tools 1.62, wheels up to Python 3.12) is the last whose output carries no check of the
# installed protobuf: newer ones refuse every runtime of an older or a too new major version.
set -eu
cd "$(dirname "$0")/.."
annotations=nexusannotations/v1/options.proto
ours=protonexus/v1/options.proto
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"${PYTHON:-python3}" -m venv "$out/venv"
"$out/venv/bin/pip" install --quiet grpcio-tools==1.62.3 'setuptools<80'
"$out/venv/bin/python" -m grpc_tools.protoc -Iproto --python_out="$out" $annotations $ours
# mypy-protobuf's stubs, unlike protoc's, type what `options.Extensions[...]` returns.
PATH="$PWD/.venv/bin:$PATH" .venv/bin/python -m grpc_tools.protoc -Iproto --mypy_out=quiet:"$out" $annotations $ours

cp "$out/nexusannotations/v1/options_pb2.py" src/nexusannotations/v1/_bundled_pb2.py
cp "$out/nexusannotations/v1/options_pb2.pyi" src/nexusannotations/v1/
cp "$out/protonexus/v1/options_pb2.py" "$out/protonexus/v1/options_pb2.pyi" src/protonexus/v1/
