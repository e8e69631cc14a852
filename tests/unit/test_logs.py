"""Events go to stderr in one format, with the id of the request they belong to."""

import json
import logging

import pytest
import structlog

from web.logs import start_logging


@pytest.fixture(autouse=True)
def _logging_as_before():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_json_events_have_the_request_id_the_level_and_a_moment_in_utc(capsys):
    start_logging("info", "json")
    with structlog.contextvars.bound_contextvars(request_id="r-17"):
        structlog.get_logger("ogniwo.test").info("shown", name="Łąka")
    written = capsys.readouterr()
    event = json.loads(written.err)
    assert written.out == ""
    assert (event["event"], event["request_id"], event["level"], event["name"]) == ("shown", "r-17", "info", "Łąka")
    assert event["timestamp"].endswith("Z")


def test_text_events_are_lines_for_people(capsys):
    start_logging("info", "text")
    structlog.get_logger("ogniwo.test").warning("disk_nearly_full", free=12)
    line = capsys.readouterr().err
    assert "disk_nearly_full" in line
    assert "free=12" in line
    assert "\x1b" not in line


def test_less_serious_events_than_the_level_are_left_out(capsys):
    start_logging("warning", "text")
    structlog.get_logger("ogniwo.test").info("nothing_much")
    logging.getLogger("a.library").info("nothing much either")
    assert capsys.readouterr().err == ""


def test_events_of_libraries_come_in_the_same_format(capsys):
    start_logging("info", "json")
    logging.getLogger("a.library").warning("slow: %s", 3)
    event = json.loads(capsys.readouterr().err)
    assert (event["event"], event["logger"], event["level"]) == ("slow: 3", "a.library", "warning")


@pytest.mark.parametrize(("level", "n_lines"), [("warning", 0), ("error", 0), ("info", 0), ("debug", 1)])
def test_the_driver_of_neo4j_is_heard_only_where_somebody_debugs(capsys, level, n_lines):
    start_logging(level, "text")
    logging.getLogger("neo4j.pool").error("Unable to retrieve routing information")
    assert capsys.readouterr().err.count("routing") == n_lines


def test_an_error_brings_its_trace_also_in_json(capsys):
    start_logging("info", "json")
    try:
        {}["gone"]
    except KeyError:
        structlog.get_logger("ogniwo.test").exception("failed")
    assert "KeyError" in json.dumps(json.loads(capsys.readouterr().err))


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_a_trace_keeps_the_values_of_variables_to_itself(capsys, log_format):
    start_logging("info", log_format)
    display_name = "-".join(["Prywatna", "Zdzisława"])
    try:
        _fail_with(display_name)
    except RuntimeError:
        structlog.get_logger("ogniwo.test").exception("failed")
    written = capsys.readouterr().err
    assert "Prywatna-Zdzisława" not in written
    assert "RuntimeError" in written
    assert "_fail_with" in written


def _fail_with(display_name):
    raise RuntimeError(len(display_name))
