"""Which names of states, known to pycountry and babel, the table of states lacks.

    python bench/states.py

Needs pycountry (ISO 3166 of Debian's iso-codes) and babel (CLDR), which the program itself
does not. Prints one line a missing name; exit status 1 if there is any.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from reportedly.language.gazetteer import words_of
from reportedly.language.party_tables import StateRow, shipped_table
from reportedly.reference.loader import load_tsv


def missing_names() -> list[tuple[str, str]]:
    """Pairs of code and name that no reading of the table holds."""
    countries: Any = import_module("pycountry").countries
    territories: dict[str, str] = import_module("babel").Locale("en").territories
    table = shipped_table()
    missing = []
    for state in load_tsv("states.tsv", StateRow):
        country = countries.get(alpha_3=state.code)
        if country is None:
            continue
        names = [getattr(country, kind, None) for kind in ("name", "official_name", "common_name")]
        names.append(territories.get(country.alpha_2))
        for name in dict.fromkeys(filter(None, names)):
            plain = name.removeprefix("The ").removeprefix("the ").replace(" & ", " and ")
            if "," in plain or "(" in plain or "SAR" in plain:
                continue  # "Korea, Republic of": an index's order, never a sentence's
            readings = table.names.get(tuple(word.lower() for word in words_of(plain)), [])
            if all(reading.party.code != state.code for reading in readings):
                missing.append((state.code, name))
    return missing


if __name__ == "__main__":
    found = missing_names()
    for code, name in found:
        print(code, name, sep="\t")
    sys.exit(1 if found else 0)
