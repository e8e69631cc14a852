"""Two who are both in the network and may be one: listed, side by side, merged."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.current import current_ogniwo
from web.language import current_language
from web.office.errors import RequestKeyTaken
from web.pages.blueprint import blueprint
from web.pages.forms import SignedForm, opened, status_of
from web.services.importing.errors import ImportRefused
from web.services.importing.merging import merge, plan_merge, suspected_pairs
from web.services.importing.references import Vocabularies

Answer = str | tuple[str, int] | Response
N_SHOWN = 100  # pairs


@blueprint.get("/podwojni")
def twice() -> str:
    """Who may be in the network twice."""
    return render_template("twice.html", pairs=suspected_pairs(current_ogniwo()), n_shown=N_SHOWN)


@blueprint.route("/podwojni/polaczenie", methods=["GET", "POST"])
def merge_two() -> Answer:
    """What a merge would do, side by side; sent with a signature, it is done."""
    ogniwo, form = current_ogniwo(), opened(SignedForm)
    kept, gone = (request.values.get(name, "").strip()[:100] for name in ("kept", "gone"))
    refused = None
    if request.method == "POST" and form.validate():
        signed = form.signature
        try:
            merge(ogniwo, kept, gone, **signed)
        except RequestKeyTaken:
            pass
        except ImportRefused as error:
            refused = error.in_language(current_language())
        if refused is None:
            form.remember()
            return redirect(url_for("pages.import_done", draft_id=signed["request_key"]), code=303)
    try:
        plan = plan_merge(ogniwo, kept, gone)
    except ImportRefused as error:
        said = error.in_language(current_language())
        return render_template("merge.html", plan=None, form=form, refused=said, kept=kept, gone=gone), 422
    named = Vocabularies.of(ogniwo.store).named
    page = render_template("merge.html", plan=plan, named=named, form=form, refused=refused, kept=kept, gone=gone)
    if refused:
        return page, 409
    return (page, status_of(form)) if request.method == "POST" else page
