#!/bin/sh
# Measures the caller stub beside the bare SDK, on a development server of its own.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$root/.venv/bin:$PATH
"$root/interop/typescript/build.sh"
exec python - "$root/interop/typescript/dist/bench/main.js" <<'END'
import asyncio, sys
from protonexus.testing import dev_server

async def main() -> int:
    async with dev_server(["default"], endpoints={"bench": ("default", "bench")}) as server:
        process = await asyncio.create_subprocess_exec("node", sys.argv[1], server.address)
        return await process.wait()

sys.exit(asyncio.run(main()))
END
