"""Every signatory in a table, and how many cities have figures of their own, of others, or none."""

from __future__ import annotations

import streamlit as st

from dashboard import choices, language, opened, session, tables, theme, widgets
from dashboard.city_search import KNOWN
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.widgets import text
from datasets import Refused, signatory_answers

LISTED = 20
"""So many signatories stand in the table; the filters find the others."""
FILTERS = ("published", "country", "size")
"""How the address names what the table is filtered by."""
SIZES = {"large": (100_000, 2**31 - 1), "middle": (10_000, 99_999), "small": (0, 9_999)}
_STYLE = """<style>
.apart { display: flex; flex-wrap: wrap; gap: .25rem 2rem; margin: 0; }
.apart b { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
</style>"""


def apart() -> None:
    """How many cities brought their own figures, of how many others published some, and how many have none."""
    own = session.by_id()
    published, without = signatory_answers.told_apart(own)
    counts = {
        _("own figures"): len(own),
        _("figures published by others"): published,
        # Translators: so many cities promised something, or joined the Covenant, and no figure of theirs is published.
        _("promised or joined only"): without,
    }
    items = [f"<span><b>{language.number(count)}</b> {text(name)}</span>" for name, count in counts.items()]
    st.html(f'{_STYLE}<p class="apart">{"".join(items)}</p>')


def part() -> None:
    """These counts, and all signatories that brought no figures: filtered, and listed once somebody opens the list."""
    try:
        apart()
    except Refused as refusal:
        widgets.problems(refusal.problems)
        return
    asked = any(name in st.query_params for name in FILTERS)
    place = opened.expander(_("All signatories"), ":material/list:", "all-signatories", asked)
    if place is not None:
        with place:
            _listed()


def _listed() -> None:
    known = {name: say(words) for name, words in KNOWN.items()}
    known |= {
        signatory_answers.DATED: _("two years that compare"),
        signatory_answers.NATIONAL: _("statistics"),
    }
    named = {"": _("All")} | known
    countries = {code: language.named_country(code) for code in signatory_answers.countries()}
    large, middle = (language.number(SIZES[size][0]) for size in ("large", "middle"))
    sizes = {"": _("All"), "large": f"≥ {large}", "middle": f"{middle} – {large}", "small": f"< {middle}"}
    menus = {
        "published": (_("Published"), named),
        "country": (_("Country"), {"": _("All")} | dict(sorted(countries.items(), key=lambda pair: pair[1]))),
        "size": (_("Inhabitants"), sizes),
    }
    chosen = {}
    for column, (name, (label, options)) in zip(st.columns(3), menus.items(), strict=True):
        chosen[name] = session.asked(name, list(options), "view") or ""
        with column:
            choices.menu(name, label, options, chosen[name])
    lines = signatory_answers.listed(
        chosen["published"] or None,
        chosen["country"] or None,
        SIZES.get(chosen["size"], signatory_answers.EVERY_SIZE),
        list(session.by_id()),
        LISTED,
    )
    if not lines:
        st.markdown(_("No city has this answer."))
        return
    columns = {
        _("City"): [line["name"] for line in lines],
        _("Country"): [countries[line["country_code"]] for line in lines],
        _("Inhabitants"): [theme.people(line["inhabitants"]) for line in lines],
        _("Published"): [known[line["answer"]] for line in lines],
        _("Newest year"): [str(line["newest_year"] or "") for line in lines],
    }
    links = [session.address(line["city"]) for line in lines]
    tables.show(tables.markup(columns, _("All signatories"), {}, links=links))
    number, fitting = language.number(len(lines)), language.number(lines[0]["fitting"])
    st.caption(text(_("{number} of {all} cities, the largest first.", number=number, all=fitting)))
