"""Real servers for tests, demos and a shell: Temporal's own dev server.

```python
async with dev_server(["orders", "payments"], endpoints={"payments": ("payments", "payments-queue")}) as server:
    client = await server.client("orders")
```

`python -m protonexus.testing --help` does the same from a shell.
"""

from __future__ import annotations

from ._errors import DevServerError
from ._exit import settle_before_exit
from ._server import DevServer, LogLevel, dev_server

__all__ = ["DevServer", "DevServerError", "LogLevel", "dev_server", "settle_before_exit"]

settle_before_exit()
