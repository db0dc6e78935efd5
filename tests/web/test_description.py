"""The API against its own description: whatever is asked, the answer is one that it names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ledger_articles import article
from reportedly.ledger.ledger import Ledger
from reportedly.ledger.linking import link
from reportedly.records import Analysis, Document
from reportedly.web import app as web
from reportedly.web.api import analysing, exports

TOKEN = "a-token-of-the-test"  # noqa: S105
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """The description of an application over two articles, that analyses nothing for long."""
    ledger = Ledger(f"sqlite:///{tmp_path_factory.mktemp('described') / 'ledger.db'}")
    ledger.store([article("Ruritania"), article("Borduria")])
    link(ledger)
    app = web.create_app(ledger, token=TOKEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web.Service, "analyse", _only_the_text)
        for rate in (analysing.analysis_rate, exports.export_rate):
            patch.setattr(rate, "_count", 10_000)
            patch.setattr(rate, "_calls", {})  # other tests have their own
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app)
    ledger.close()


def _only_the_text(_service: web.Service, document: Document) -> Analysis:
    return Analysis(document=document)


OPERATIONS = [
    (method, path)
    for path, methods in web.create_app(Ledger("sqlite://")).openapi()["paths"].items()
    for method in methods
]


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_answers_are_as_described(
    described: BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=30,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: schemathesis.Case) -> None:
        authorised = {"Authorization": f"Bearer {TOKEN}"}
        case.call_and_validate(headers=authorised, checks=CHECKS)

    try:
        asked()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # there is nothing to send that is not valid
