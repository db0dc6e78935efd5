"""An application served by one process, or by several on one socket."""

from __future__ import annotations

import contextlib
import socket

import uvicorn
from uvicorn.supervisors import Multiprocess


def serve(factory: str, host: str, port: int, workers: int = 1) -> None:
    """Serve what `factory` ("module:function") makes, in `workers` processes, until Ctrl-C."""
    config = uvicorn.Config(
        factory,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
    )
    listening = config.bind_socket()
    # Connections inherit it. On a socket that came from another process asyncio doesn't set it,
    # and an answer's body would wait 40 ms for the client to confirm its head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with contextlib.suppress(KeyboardInterrupt):
        if workers == 1:
            uvicorn.Server(config).run(sockets=[listening])
        else:
            Multiprocess(config, sockets=[listening]).run()
