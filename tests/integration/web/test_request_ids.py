"""The id of a request ends with the request."""

import structlog


def test_answered_request_leaves_no_id_behind_in_its_thread(client):
    assert client.get("/").headers["X-Request-Id"]
    assert "request_id" not in structlog.contextvars.get_contextvars()
