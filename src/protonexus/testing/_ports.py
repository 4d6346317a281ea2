"""TCP ports of this machine's loopback interface that a server is about to bind."""

from __future__ import annotations

import socket
import sys

from ._errors import DevServerError

LOOPBACK = "127.0.0.1"


def claim_port(port: int = 0) -> int:
    """Return a port that a server can bind now: `port` itself or, for 0, a free one.

    On POSIX systems a free one is then kept from everybody else for a minute: a connection to it that the accepting
    side closes first leaves it in TIME_WAIT, where the kernel gives it to nobody, yet a server, which sets
    SO_REUSEADDR as this does, can bind it.

    Raises:
        DevServerError: Somebody uses `port` already, or it is none.
    """
    with socket.socket() as listener:
        if sys.platform != "win32":  # where the option would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
            listener.listen(1)
        except OverflowError:
            raise DevServerError(f"port {port}: a port is a number from 1 to 65535, or 0 for a free one") from None
        except OSError as err:
            raise DevServerError(
                f"port {port} cannot be used ({err.strerror}): take another, or 0 for a free one"
            ) from None
        address: tuple[str, int] = listener.getsockname()
        if not port:
            with socket.create_connection(address) as client:
                listener.accept()[0].close()
                client.recv(1)
    return address[1]
