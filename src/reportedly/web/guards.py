"""What stands before every request: limits on body and rate, and headers of safety."""

from __future__ import annotations

import time
from collections import deque

from fastapi import HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportedly.web.problems import problem

LARGEST_BODY = 2_000_000
CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class Guards:
    """ASGI middleware: refuses bodies over the limit, and sets the headers of safety."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY:
                raise HTTPException(413, f"the body is over {LARGEST_BODY} bytes")
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
                headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            await send(message)

        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > LARGEST_BODY:
            await problem(413, f"the body is over {LARGEST_BODY} bytes")(scope, receive, guarded)
            return
        await self._app(scope, counted, guarded)


class Rate:
    """At most `count` calls in any `seconds` from one address."""

    def __init__(self, count: int, seconds: float) -> None:
        self._count = count
        self._seconds = seconds
        self._calls: dict[str, deque[float]] = {}

    def __call__(self, request: Request) -> None:
        """A FastAPI dependency. Raises 429 with Retry-After."""
        now = time.monotonic()
        for address in [a for a, calls in self._calls.items() if calls[-1] < now - self._seconds]:
            del self._calls[address]
        calls = self._calls.setdefault(request.client.host if request.client else "", deque())
        while calls and calls[0] < now - self._seconds:
            calls.popleft()
        if len(calls) >= self._count:
            wait = max(1, round(calls[0] + self._seconds - now))
            raise HTTPException(429, "too many analyses", {"Retry-After": str(wait)})
        calls.append(now)
