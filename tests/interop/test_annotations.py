"""Claims as W3C Web Annotations, read as the RDF that they stand for."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

sys.path.insert(0, str(Path(__file__).parents[1]))
from ledger_articles import article
from reportedly.exchange.annotations import CONTEXT, web_annotations

OA = Namespace("http://www.w3.org/ns/oa#")
# The terms that we use of the context that the W3C publishes: nothing is fetched.
TERMS = {
    "oa": str(OA),
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "identifying": "oa:identifying",
    "tagging": "oa:tagging",
    "value": {"@id": "rdf:value"},
    "exact": {"@id": "oa:exact"},
    "prefix": {"@id": "oa:prefix"},
    "suffix": {"@id": "oa:suffix"},
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
}


def graph_of(annotation: dict[str, Any]) -> Graph:
    """The triples of `annotation`."""
    assert annotation["@context"] == CONTEXT
    published, ours = CONTEXT
    assert published == "http://www.w3.org/ns/anno.jsonld"
    local = annotation | {"@context": [TERMS, ours]}
    return Graph().parse(data=json.dumps(local), format="json-ld")


def test_an_annotation_has_a_body_and_targets_with_selectors() -> None:
    (annotation,) = web_annotations([article()])
    graph = graph_of(annotation)
    (subject,) = graph.subjects(RDF.type, OA.Annotation)
    assert subject == URIRef(annotation["id"])
    assert (subject, OA.motivatedBy, OA.identifying) in graph
    values = {str(graph.value(body, RDF.value)) for body in graph.objects(subject, OA.hasBody)}
    assert values == {"asserts", "Jane Orban"}
    targets = list(graph.objects(subject, OA.hasTarget))
    assert len(targets) == 3
    for target in targets:
        assert isinstance(graph.value(target, OA.hasSource), URIRef)
        kinds = {
            graph.value(selector, RDF.type) for selector in graph.objects(target, OA.hasSelector)
        }
        assert kinds == {OA.TextPositionSelector, OA.TextQuoteSelector}


def test_no_word_of_an_annotation_is_lost_in_the_model() -> None:
    (annotation,) = web_annotations([article()])
    graph = graph_of(annotation)
    for target in annotation["target"]:
        position, quote = target["selector"]
        assert (None, OA.exact, Literal(quote["exact"])) in graph
        assert position["end"] - position["start"] == len(quote["exact"])
    assert set(graph.objects(None, OA.hasPurpose)) == {OA.identifying, OA.tagging}
    roles = set(graph.objects(None, URIRef("urn:reportedly:role")))
    assert roles == {Literal("content"), Literal("source"), Literal("cue")}
    # A word that is no term would be taken for a relative address.
    assert not [node for node in graph.all_nodes() if str(node).startswith("file:")]
