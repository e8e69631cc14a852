"""The OpenAPI document: flask-smorest's, with our problem answers in it."""

from __future__ import annotations

import http

import marshmallow as ma
from flask_smorest import Api
from flask_smorest.utils import prepare_response

PROBLEM_TYPE = "application/problem+json"


class WrongField(ma.Schema):
    """A field that was refused."""

    field = ma.fields.String(required=True, metadata={"description": "its name, with the place in a list"})
    message = ma.fields.String(required=True, metadata={"description": "what is wrong, and what is allowed"})


class Problem(ma.Schema):
    """What went wrong, as RFC 9457 has it."""

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(required=True, metadata={"description": "what to do next"})
    instance = ma.fields.String(required=True)
    request_id = ma.fields.String(required=True, metadata={"description": "the id under which the log has it"})
    errors = ma.fields.List(ma.fields.Nested(WrongField))


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest is untyped
    """flask-smorest's Api, whose error answers are problems of their own media type."""

    ERROR_SCHEMA = Problem
    # Every answer is documented by its status; a default would hide one that is not.
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            self._register_response(status.name, status.phrase, has_body=status >= 400)

    def _register_response(self, name: str, description: str, *, has_body: bool) -> None:
        response = {"description": description} | ({"schema": self.ERROR_SCHEMA} if has_body else {})
        prepare_response(response, self.spec, PROBLEM_TYPE)
        self.spec.components.response(name, response, lazy=True)
