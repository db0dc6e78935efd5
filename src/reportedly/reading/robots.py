"""What a site's robots.txt lets a program fetch (RFC 9309): the longest matching rule counts."""

from __future__ import annotations

import re

import msgspec

_LARGEST = 512_000
_SLOWEST = 60.0


class Rule(msgspec.Struct, frozen=True):
    """A rule: whether it allows, how long its pattern is, and the expression it makes."""

    allows: bool
    length: int
    pattern: re.Pattern[str]


class Robots(msgspec.Struct, frozen=True):
    """The rules for one program, and the seconds it is asked to wait between requests."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether the path and query `target` may be fetched."""
        best = max(
            (rule for rule in self.rules if rule.pattern.match(target)),
            key=lambda rule: (rule.length, rule.allows),
            default=None,
        )
        return best is None or best.allows


EVERYTHING = Robots()
NOTHING = Robots((Rule(False, 1, re.compile("/")),))


def parse_robots(text: str, agent: str) -> Robots:
    """The rules of the robots.txt `text` for the program called `agent`, else those for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    in_head = False
    for line in text[:_LARGEST].splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            named = [*named, value.lower()] if in_head else [value.lower()]
            in_head = True
        elif key in {"allow", "disallow", "crawl-delay"}:
            in_head = False
            for name in named:
                groups.setdefault(name, []).append((key, value))
    lines = next((group for name, group in groups.items() if name and name in agent.lower()), None)
    lines = groups.get("*", []) if lines is None else lines
    rules = tuple(_rule(key, value) for key, value in lines if key != "crawl-delay" and value)
    return Robots(
        rules, max((_seconds(v) for key, v in lines if key == "crawl-delay"), default=0.0)
    )


def _rule(key: str, value: str) -> Rule:
    whole = value.endswith("$")
    parts = re.sub(r"\*+", "*", value.removesuffix("$")).split("*")
    pattern = "[^\\n]*?".join(map(re.escape, parts)) + (r"\Z" if whole else "")
    return Rule(key == "allow", len(value), re.compile(pattern))


def _seconds(value: str) -> float:
    try:
        return min(max(float(value), 0.0), _SLOWEST)
    except ValueError:
        return 0.0
