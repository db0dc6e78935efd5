"""What a site's robots.txt lets a program fetch (RFC 9309): the longest matching rule counts."""

from __future__ import annotations

import msgspec

_LARGEST = 512_000
_SLOWEST = 60.0


class Rule(msgspec.Struct, frozen=True):
    """A rule: whether it allows, and its pattern, in which `*` is any run of characters and `$`
    at the end the end of the address."""

    allows: bool
    pattern: str

    def matches(self, target: str) -> bool:
        """Whether the pattern fits the beginning of `target`; in one pass, as a pattern may be
        made to keep an expression with many wildcards busy for ever."""
        first, *parts = self.pattern.removesuffix("$").split("*")
        ends = self.pattern.endswith("$")
        if not parts and ends:
            return target == first
        if not target.startswith(first):
            return False
        place, last = len(first), parts.pop() if ends else ""
        for part in parts:
            found = target.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
        return place + len(last) <= len(target) and target.endswith(last)


class Robots(msgspec.Struct, frozen=True):
    """The rules for one program, and the seconds it is asked to wait between requests."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether the path and query `target` may be fetched."""
        best = max(
            (rule for rule in self.rules if rule.matches(target)),
            key=lambda rule: (len(rule.pattern), rule.allows),
            default=None,
        )
        return best is None or best.allows


EVERYTHING = Robots()
NOTHING = Robots((Rule(False, "/"),))


def parse_robots(text: str, agent: str) -> Robots:
    """The rules of the robots.txt `text` for the program called `agent`, else those for all."""
    groups: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    in_head = False
    for line in text[:_LARGEST].splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            named = [*named, _product(value)] if in_head else [_product(value)]
            in_head = True
        elif key in {"allow", "disallow", "crawl-delay"}:
            in_head = False
            for name in named:
                groups.setdefault(name, []).append((key, value))
    lines = groups.get(_product(agent), groups.get("*", []))
    rules = tuple(
        Rule(key == "allow", value) for key, value in lines if key != "crawl-delay" and value
    )
    return Robots(
        rules, max((_seconds(v) for key, v in lines if key == "crawl-delay"), default=0.0)
    )


def _product(agent: str) -> str:
    """The product token of a user agent, without its version."""
    return agent.partition("/")[0].strip().lower()


def _seconds(value: str) -> float:
    try:
        return min(max(float(value), 0.0), _SLOWEST)
    except ValueError:
        return 0.0
