"""Score name pairs with nomenklatura's logic-v2, for bench/screening.py.

usage: python bench/peers/nomenklatura_pairs.py PAIRS.jsonl > scores.json

Runs in an environment of its own that has nomenklatura (about 600 MB); writes the scores in
the order of the pairs, and the comparisons a second.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any


def main() -> None:
    """Read the pairs, print scores and speed."""
    model = import_module("followthemoney").model
    logic = import_module("nomenklatura.matching").LogicV2

    def entity(number: int, pair: dict[str, Any], side: str) -> Any:
        properties = {"name": [pair[side]]}
        data = {"id": f"{side}-{number}", "schema": pair["schema"], "properties": properties}
        return model.get_proxy(data)

    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    pairs = [json.loads(line) for line in lines]
    entities = [(entity(i, p, "left"), entity(i, p, "right")) for i, p in enumerate(pairs)]
    config = logic.default_config()
    logic.compare(*entities[0], config)
    begin = time.perf_counter()
    scores = [logic.compare(left, right, config).score for left, right in entities]
    speed = len(pairs) / (time.perf_counter() - begin)
    json.dump({"scores": scores, "speed": speed}, sys.stdout)


if __name__ == "__main__":
    main()
