"""Introductions: asking for one, lists of them, and what became of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from matching.errors import InvalidOption
from matching.results import KINDS_OF_PROFILE, Kind
from web.current import current_ogniwo
from web.language import current_language
from web.pages.actors import whole_number
from web.pages.blueprint import blueprint
from web.pages.forms import AskForm, FeedbackForm, SignedForm, opened, status_of
from web.services import introductions, suggesting
from web.services.errors import ServiceError
from web.services.introduction_errors import NEVER_WAIVED, UnknownIntroduction
from web.services.introduction_lists import introductions_listed
from web.services.introduction_states import Introduction, State, Step, introduction_key
from web.services.introduction_words import is_refusal, refusal
from web.services.wording import Wording

PAGE_SIZE = 20

# The steps as addresses name them.
STEPS = {"przyjecie": Step.ACCEPT, "odrzucenie": Step.DECLINE, "opinia": Step.FEEDBACK}
_WHY = {
    Step.ACCEPT: (_l("How we know"), _l("For example: both confirmed by phone.")),
    Step.DECLINE: (_l("Why"), _l("Both sides may read it, so please no names of persons.")),
    Step.FEEDBACK: (_l("What came of it"), _l("In a sentence or two.")),
}
Answer = str | tuple[str, int] | Response


@blueprint.get("/kontakty")
def introductions_page() -> str:
    """Introductions of the whole network, the latest first."""
    return _list_page(None)


@blueprint.get("/organizacje/<actor_id>/kontakty")
def introductions_of(actor_id: str) -> str:
    """Introductions of one actor, on either side."""
    return _list_page(actor_id)


def _list_page(actor_id: str | None) -> str:
    state, page, wording = request.args.get("state") or None, whole_number("page", default=1), _wording()
    first = (page - 1) * PAGE_SIZE
    found = introductions_listed(wording.snapshot, actor_id=actor_id, state=state, first=first, limit=PAGE_SIZE)
    n_pages = max(1, -(-found.total // PAGE_SIZE))
    if not 1 <= page <= n_pages:
        raise InvalidOption("page", page, f"1–{n_pages}")
    return render_template(
        "introductions.html",
        card=wording.card(actor_id) if actor_id else None,
        listed=found,
        state=state,
        page=page,
        n_pages=n_pages,
        states=[*State],
        wording=wording,
        addresses=_addresses,
        done=request.args.get("done"),
    )


@blueprint.route("/organizacje/<actor_id>/propozycje/<other_id>/prosba", methods=["GET", "POST"])
def ask_for_introduction(actor_id: str, other_id: str) -> Answer:
    """The form that asks for an introduction, with what speaks against it."""
    ogniwo, kind, wording = current_ogniwo(), _kind(), _wording()
    form = opened(AskForm)
    form.reason.label.text = gettext("What it is for")
    found = suggesting.explain(ogniwo, actor_id, other_id, kind, snapshot=wording.snapshot)
    shown: dict[str, Any] = {
        "answer": wording.explanation(found),
        "kind": kind.value,
        "waits": _that_waits(actor_id, other_id, kind),
        "impossible": bool(NEVER_WAIVED & {rule.code for rule in found.excluded_by}),
    }
    if request.method != "POST":
        return render_template("introduce.html", form=form, refused=None, **shown)
    if not form.validate():
        return render_template("introduce.html", form=form, refused=None, **shown), status_of(form)
    try:
        introductions.introduce(ogniwo, actor_id, other_id, kind, anyway=form.anyway.data, **form.signature)
    except ServiceError as error:
        return render_template("introduce.html", form=form, refused=_refusal(error), **shown), 409
    return _back(form, actor_id, "asked")


@blueprint.route(
    "/kontakty/<seeker_id>/<provider_id>/<kind>/<since>/<any(przyjecie, odrzucenie, opinia):name>",
    methods=["GET", "POST"],
)
def decide(seeker_id: str, provider_id: str, kind: str, since: str, name: str) -> Answer:
    """The form that accepts or declines an introduction, or says whether it worked."""
    step, introduction = STEPS[name], _found(seeker_id, provider_id, kind, since)
    form = opened(FeedbackForm if step is Step.FEEDBACK else SignedForm)
    label, hint = _WHY[step]
    form.reason.label.text, form.reason.description = str(label), str(hint)
    shown = {"introduction": introduction, "step": step, "wording": _wording(), "form": form}
    if request.method != "POST":
        return render_template("decide.html", refused=None, **shown)
    if not form.validate():
        return render_template("decide.html", refused=None, **shown), status_of(form)
    try:
        decided = _decided(introduction, step, form)
    except ServiceError as error:
        return render_template("decide.html", refused=_refusal(error), **shown), 409
    return _back(form, seeker_id, decided.state.value)


def _decided(introduction: Introduction, step: Step, form: Any) -> Introduction:
    ogniwo, key = current_ogniwo(), introduction.key
    if step is Step.FEEDBACK:
        return introductions.give_feedback(ogniwo, key, worked=form.worked.data == "yes", **form.signature)
    decision = introductions.accept if step is Step.ACCEPT else introductions.decline
    return decision(ogniwo, key, **form.signature)


def _refusal(error: ServiceError) -> str:
    """Why it was refused, in the reader's language; errors that are not about introductions go on.

    The network is looked at again: what refused it may have happened since the page was made.
    """
    if not is_refusal(error):
        raise error
    return refusal(error, _wording())


def _back(form: SignedForm, actor_id: str, done: str) -> Response:
    """To the list of the actor's introductions, which says what has been done."""
    form.remember()
    address = url_for("pages.introductions_of", actor_id=actor_id, done=done)
    return redirect(address, code=303)


def _that_waits(one_id: str, other_id: str, kind: Kind) -> Introduction | None:
    of_two = introductions.between(current_ogniwo().store, one_id, other_id)
    return next((one for one in of_two if one.kind == kind and one.state is State.ASKED), None)


def _found(seeker_id: str, provider_id: str, kind: str, since: str) -> Introduction:
    try:
        key = introduction_key(seeker_id, provider_id, kind, date.fromisoformat(since))
        return introductions.find(current_ogniwo().store, key)
    except (ValueError, UnknownIntroduction):
        raise NotFound from None


def _addresses(one: Introduction) -> list[tuple[str, str]]:
    """The steps that a person can take now, each with the address of its form."""
    ends: dict[str, Any] = {
        "seeker_id": one.seeker_id,
        "provider_id": one.provider_id,
        "kind": one.kind,
        "since": one.since,
    }
    names = {step: name for name, step in STEPS.items()}
    return [(step.value, url_for("pages.decide", name=names[step], **ends)) for step in one.steps]


def _kind() -> Kind:
    given = request.args.get("kind") or Kind.PEER
    if given not in KINDS_OF_PROFILE:
        raise InvalidOption("kind", given, ", ".join(KINDS_OF_PROFILE))
    return Kind(given)


def _wording() -> Wording:
    ogniwo = current_ogniwo()
    return Wording.of(ogniwo, ogniwo.snapshot(), current_language())
