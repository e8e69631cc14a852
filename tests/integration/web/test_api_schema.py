"""The API keeps to its own OpenAPI document, whatever is sent."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

ONE = "{seeker_id}/{provider_id}/{kind}/{since}"
OPERATIONS = (
    ("GET", "/api/v1/actors"),
    ("GET", "/api/v1/actors/{actor_id}"),
    ("GET", "/api/v1/actors/{actor_id}/suggestions"),
    ("GET", "/api/v1/actors/{actor_id}/suggestions/{other_id}"),
    ("GET", "/api/v1/introductions"),
    ("POST", "/api/v1/introductions"),
    ("GET", f"/api/v1/introductions/{ONE}"),
    ("POST", f"/api/v1/introductions/{ONE}/accept"),
    ("POST", f"/api/v1/introductions/{ONE}/decline"),
    ("POST", f"/api/v1/introductions/{ONE}/feedback"),
    ("GET", "/api/v1/gaps"),
    ("GET", "/api/v1/growth"),
    ("GET", "/api/v1/growth/regions"),
    ("GET", "/api/v1/growth/brokers"),
    ("GET", "/api/v1/growth/brokers/{actor_id}"),
    ("GET", "/api/v1/growth/communities"),
    ("GET", "/api/v1/growth/standing-alone"),
    ("GET", "/api/v1/growth/introductions"),
    ("GET", "/api/v1/growth/indicators"),
    ("GET", "/api/v1/cohorts"),
    ("GET", "/api/v1/cohorts/{cohort_id}"),
    ("POST", "/api/v1/calls"),
    ("POST", "/api/v1/organisations"),
    ("PATCH", "/api/v1/organisations/{organisation_id}"),
    ("GET", "/api/v1/network"),
    ("GET", "/api/v1/network/map"),
    ("GET", "/api/v1/health"),
)
WITHOUT_WRONG_INPUT = {"/api/v1/network", "/api/v1/network/map", "/api/v1/health"}  # they take nothing
N_EXAMPLES = 300 if os.environ.get("OGNIWO_FULL") else 25
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
]


@pytest.fixture
def document(own_client):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", own_client.application)


def test_every_operation_of_the_document_is_tried(document):
    described = {(found.ok().method.upper(), found.ok().path) for found in document.get_all_operations()}
    assert described == set(OPERATIONS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [
        (method, path, mode)
        for method, path in OPERATIONS
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or path not in WITHOUT_WRONG_INPUT
    ],
)
def test_operation_answers_as_its_document_says(document, ids, method, path, mode):
    wanted = [*CHECKS, *([checks.negative_data_rejection] if mode is GenerationMode.NEGATIVE else [])]
    operation = document[path][method]
    known = {
        "actor_id": ids.organisation,
        "other_id": ids.other,
        "organisation_id": ids.organisation,
        "cohort_id": ids.cohort,
    }
    known |= dict(zip(("seeker_id", "provider_id", "kind", "since"), ids.introduction.split("/"), strict=True))
    options = [None, {name: value for name, value in known.items() if f"{{{name}}}" in path}]

    for path_parameters in options if options[1] else [None]:

        @settings(
            max_examples=N_EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode, path_parameters=path_parameters))
        def check(case):
            # The test client does not decompress.
            case.call_and_validate(checks=wanted, headers={"Accept-Encoding": "identity"})

        check()
