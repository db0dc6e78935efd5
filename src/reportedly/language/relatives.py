"""Whom a relative pronoun means: the noun that its clause describes.

"Iran, which denied the transfer" and "the minister, who said": the clause hangs on its
antecedent in the parse, so no choice is left.
"""

from __future__ import annotations

from reportedly.language.annotated import AnnotatedText

_TAGS = frozenset({"WP", "WDT"})


def link_relatives(text: AnnotatedText, at: list[tuple[int, ...]]) -> None:
    """Give each relative pronoun in `at` the parties of its antecedent there."""
    for token, tag in enumerate(text.tags):
        if tag not in _TAGS or at[token]:
            continue
        for verb in text.ancestors(token):
            if text.deps[verb] == "relcl":
                at[token] = at[text.heads[verb]]
            if text.deps[verb] not in ("conj", "ccomp", "xcomp"):
                break
