"""The least that FastAPI answers: what `bench/load.py` measures beside the pages.

python bench/bare_route.py --port PORT [--workers N]
"""

from __future__ import annotations

import argparse

from fastapi import FastAPI

from reportedly.web.serving import serve


def made() -> FastAPI:
    """An application with one route."""
    app = FastAPI()

    @app.get("/")
    def bare() -> dict[str, str]:
        """An answer."""
        return {"answer": "bare"}

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    serve("bare_route:made", "127.0.0.1", options.port, options.workers)
