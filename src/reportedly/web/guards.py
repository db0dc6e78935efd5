"""What stands before every request: limits on body and rate, and headers of safety."""

from __future__ import annotations

import asyncio
import time
from collections import deque

from fastapi import HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 2_000_000
# What is too large is taken and thrown away up to here, so that a browser that still sends it
# comes to see the answer.
LARGEST_REFUSED = 50_000_000
SLOWEST_BODY = 30
_TOO_LARGE = f"the body is over {LARGEST_BODY // 1_000_000} MB"
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
SAFETY = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guards:
    """ASGI middleware: refuses bodies that are too large or come too slowly, sets the headers of
    safety, and answers HEAD with the head of what GET would give."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        only_head = scope["method"] == "HEAD"
        if only_head:
            scope = {**scope, "method": "GET"}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFETY.items():
                    headers.setdefault(name, value)
            elif only_head:
                message = {**message, "body": b""}
            await send(message)

        body = _Body(receive)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > LARGEST_BODY:
            body.too_large = True
        await self._app(scope, body, guarded)


class _Body:
    """The messages of a request, its body limited in size and in time."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._taken = 0
        self._whole = False
        self._until = time.monotonic() + SLOWEST_BODY
        self.too_large = False

    async def __call__(self) -> Message:
        """The next message. Raises 413 and 408."""
        if self._whole:
            return await self._receive()
        message = await self._next()
        if self.too_large:
            while not self._whole and self._taken <= LARGEST_REFUSED:
                await self._next()
            raise HTTPException(413, _TOO_LARGE)
        return message

    async def _next(self) -> Message:
        try:
            message = await asyncio.wait_for(
                self._receive(), max(0, self._until - time.monotonic())
            )
        except TimeoutError as error:
            raise HTTPException(408, f"the body took over {SLOWEST_BODY} seconds") from error
        self._whole = not message.get("more_body", False)
        self._taken += len(message.get("body", b""))
        self.too_large = self.too_large or self._taken > LARGEST_BODY
        return message


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
            raise HTTPException(429, "too many requests of this kind", {"Retry-After": str(wait)})
        calls.append(now)
