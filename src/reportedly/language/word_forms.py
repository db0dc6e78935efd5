"""Lemmas and parts of speech as spaCy's rules give them, each remembered.

What the attribute ruler and the lemmatizer make of a token follows from its letters, tag and
dependency label, but for the few rules that look at its neighbour ("let's"). So they are asked
once for each such token, and for the texts in which a rule with neighbours applies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FORMS_KEPT = 60_000  # about 20 MB
_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_OF_ONE_TOKEN = frozenset({"DEP", "IS_SPACE", "LOWER", "NORM", "ORTH", "TAG", "TEXT"})


class Form(NamedTuple):
    """What the rules make of a token."""

    lemma: str
    pos: str
    tag: str
    dep: str


def word_forms(nlp: Language, forms_kept: int = FORMS_KEPT) -> Callable[[Doc], list[Form]]:
    """What gives the forms of the tokens of a parsed text. The components of `nlp` that apply
    the rules are taken out of its pipeline, if they are of the known make."""
    return _WordForms(nlp, forms_kept).of if _is_known_make(nlp) else _forms


def _is_known_make(nlp: Language) -> bool:
    from spacy.pipeline import AttributeRuler, Lemmatizer

    if nlp.pipe_names[-2:] != [_RULER, _LEMMATIZER]:
        return False
    ruler, lemmatizer = nlp.get_pipe(_RULER), nlp.get_pipe(_LEMMATIZER)
    return (
        isinstance(ruler, AttributeRuler)
        and isinstance(lemmatizer, Lemmatizer)
        and lemmatizer.mode == "rule"
        and all(_OF_ONE_TOKEN.issuperset(one[0]) for one in _patterns(ruler) if len(one) == 1)
    )


def _patterns(ruler: Any) -> Iterator[list[dict[str, Any]]]:
    for rule in ruler.patterns:
        yield from rule["patterns"]


class _WordForms:
    """The forms of the tokens of a model whose rules are of the known make."""

    def __init__(self, nlp: Language, forms_kept: int) -> None:
        from spacy.matcher import Matcher
        from spacy.pipeline import AttributeRuler

        ruler: Any = nlp.get_pipe(_RULER)
        self._ruler, self._lemmatizer = ruler, nlp.get_pipe(_LEMMATIZER)
        self._of_one = AttributeRuler(nlp.vocab)
        self._of_several = Matcher(nlp.vocab)
        for rule in ruler.patterns:
            if one := [pattern for pattern in rule["patterns"] if len(pattern) == 1]:
                self._of_one.add(one, rule["attrs"], rule["index"])
        several = [pattern for pattern in _patterns(ruler) if len(pattern) > 1]
        if several:
            self._of_several.add("several", several)
        nlp.disable_pipe(_RULER)
        nlp.disable_pipe(_LEMMATIZER)
        self._kept: dict[tuple[int, int, int], Form] = {}
        self._most = forms_kept

    def of(self, doc: Doc) -> list[Form]:
        """The forms of the tokens of `doc`, which is tagged and parsed."""
        if self._of_several(doc, allow_missing=True):
            return _forms(self._lemmatizer(self._ruler(doc)))
        columns = doc.to_array(["ORTH", "TAG", "DEP"])
        keys = [(orth, tag, dep) for orth, tag, dep in columns.tolist()]
        kept = self._kept
        if len(kept) > self._most:
            kept.clear()
        new = {key: token for token, key in enumerate(keys) if key not in kept}
        if new:
            kept.update(zip(new, self._made(doc, list(new.values())), strict=True))
        return [kept[key] for key in keys]

    def _made(self, doc: Doc, tokens: list[int]) -> list[Form]:
        from spacy.tokens import Doc

        alone = Doc(
            doc.vocab,
            words=[doc[token].text for token in tokens],
            tags=[doc[token].tag_ for token in tokens],
            deps=[doc[token].dep_ for token in tokens],
            heads=list(range(len(tokens))),
        )
        return _forms(self._lemmatizer(self._of_one(alone)))


def _forms(doc: Doc) -> list[Form]:
    return [Form(token.lemma_, token.pos_, token.tag_, token.dep_) for token in doc]
