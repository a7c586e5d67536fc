"""The page of a city that brought no file: its answer from what others published, and one button."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard import language, opened, session, theme, widgets
from dashboard.figures import published_curve
from dashboard.language import gettext as _
from dashboard.language import say
from dashboard.parts.published import published_beside
from dashboard.widgets import text
from dashboard.words import published_facts
from datasets import signatory_answers
from datasets.reference.registry import Signatory

Figures = Sequence[signatory_answers.SignatoryFigure]
Line = Sequence[tuple[int, float]]
ROOM_OF_ITS_OWN = 15
"""By so many per cent of the whole a bar may be shorter than what is beside it and still hold its own words."""
_STYLE = """<style>
.published { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; font-size: .9375rem; font-weight: 600; }
.published span { padding: .1875rem .75rem; border-radius: .375rem;
  background: color-mix(in srgb, var(--ink) 8%, transparent); }
.published .others { border: 1px dashed color-mix(in srgb, var(--ink) 55%, transparent); background: none; }
.bars { display: grid; grid-template-columns: max-content 1fr; gap: .375rem .75rem; margin: 0; font-size: 1rem; }
.bars dt { font-weight: 700; } .bars dd { position: relative; margin: 0; min-height: 1.75rem; }
.bars i { position: absolute; inset-block: 0; left: 0; box-sizing: border-box; }
.bars .told { border: 2px solid var(--ours); }
.bars .aim { background: color-mix(in srgb, var(--ink) 25%, transparent); }
.bars .left { border: 1.5px dashed var(--rising); }
.bars b { position: relative; padding-inline-start: .625rem; line-height: 1.75rem; }
</style>"""


def page(item: Signatory) -> None:
    """What others published of a signatory: its answer, the curve beside its path, its like, and the sources."""
    found = signatory_answers.of(item)
    _head(found)
    series = found.series
    path = _path(found, series)
    if series and found.leading is not None and path:
        _bars(found, series, path)
    left, right = st.columns([2, 1], gap="medium")
    with left, st.container(border=True, key="published-curve"):
        st.header(_("Published totals"), anchor=False)
        if series or path:
            _curve(found, series, path)
        else:
            st.markdown(_("No amount that can be used was published."))
    with right:
        _facts(found)
        alike = signatory_answers.alike_to(found)
        if alike is not None:
            _among(found, alike)
    _others(found)
    if (why := opened.expander(_("How sure, and why"), ":material/verified:", "published-sources")) is not None:
        with why:
            _sources(found)


def _head(found: signatory_answers.CityPublished) -> None:
    item = found.signatory
    with st.container(horizontal=True, vertical_alignment="center", key="page-actions"):
        country = language.country(item.country_code, item.country)
        st.markdown(f"**{text(item.own_name)}** · {text(country)} · {item.city_id}")
        session.link("data", _("Bring our inventory"), item.city_id, icon=":material/upload_file:")
        widgets.copy_link()
    others = _("Published by others, not {city}’s own inventory", city=item.own_name)
    tags = f'<span>{escape(_("No verdict yet"))}</span><span class="others">{escape(others)}</span>'
    st.html(f'{_STYLE}<p class="published">{tags}</p>')
    st.title(text(found.sentence), anchor=False)
    st.markdown(text(found.limit))


def _path(found: signatory_answers.CityPublished, series: Figures) -> Line:
    """The promise as a straight line from its base year, where the series has that year."""
    said = found.leading
    base = next((one.t for one in series if said is not None and one.year == said.base_year), None)
    if said is None or base is None:
        return []
    return [(said.base_year, base), (said.target_year, base * (1 - said.percent / 100))]


def _bars(
    found: signatory_answers.CityPublished,
    series: Figures,
    path: Line,
) -> None:
    """What was published last and what was promised, on one scale from zero."""
    newest, (_base_year, base), (target_year, target) = series[-1], *path
    whole = max(newest.t, base, target)
    told, aim, ahead = (100 * amount / whole for amount in (newest.t, target, max(newest.t - target, 0)))
    rows = [
        f"<dt>{newest.year}</dt><dd><i class='told' style='width:{told:.2f}%'></i>"
        + _words(_("{amount} published", amount=theme.tonnes(newest.t, None, like=base)), told),
        f"<dt>{target_year}</dt><dd><i class='aim' style='width:{aim:.2f}%'></i>"
        + (f"<i class='left' style='left:{aim:.2f}%;width:{ahead:.2f}%'></i>" if ahead else "")
        + _words(_("{amount} is the target", amount=theme.tonnes(target, None, like=base)), aim, aim + ahead),
    ]
    st.html(f'<dl class="bars">{"".join(rows)}</dl>')


def _words(said: str, *ends: float) -> str:
    """The words of a bar whose parts have these ends, in per cent of the whole: where there is most room, rather in
    the first part."""
    edges = [-ROOM_OF_ITS_OWN, *ends]
    rooms = [end - start for start, end in zip(edges, [*ends, 100], strict=True)]
    start = max(edges[rooms.index(max(rooms))], 0)
    return f"<b style='margin-inline-start:{start:.2f}%'>{escape(said)}</b></dd>"


def _curve(
    found: signatory_answers.CityPublished,
    series: Figures,
    path: Line,
) -> None:
    dark = widgets.dark()
    points = [(one.year, one.t) for one in series]
    figure = published_curve.curve(points, path, session.this_year(), dark)
    sources = [signatory_answers.briefly(one.source) for one in series]
    note = _(
        "Hollow: published by {source}, not checked by {city}",
        source="; ".join(dict.fromkeys(sources)),
        city=found.signatory.name,
    )
    years, amounts = zip(*points, strict=True) if points else ((), ())
    behind = {_("Year"): years, _("Emissions (t)"): amounts, _("Source"): sources}
    widgets.figure(figure, note, "published", behind, say(found.sentence))


def _facts(found: signatory_answers.CityPublished) -> None:
    """When the city joined and for what, and every target that may be used."""
    with st.container(border=True):
        for said, more in published_facts.facts(found):
            st.markdown(f"**{text(said)}**  \n{text(more)}" if more else text(said))


def _among(found: signatory_answers.CityPublished, alike: signatory_answers.AmongAlike) -> None:
    said = (
        _("How much like cities reported less or more")
        if alike.measure == "change"
        else _("How much like cities promised by {year}", year=found.leading.target_year if found.leading else "")
    )
    with st.container(border=True):
        st.header(said, anchor=False)
        figure = published_curve.spread(alike.values, (alike.low, alike.middle, alike.high), alike.own, widgets.dark())
        note = _(
            "{number} cities of the country of like size and climate; grey: the middle half, {low} to {high}",
            number=len(alike.values),
            low=theme.percent(alike.low, signed=alike.measure == "change"),
            high=theme.percent(alike.high, signed=alike.measure == "change"),
        )
        widgets.picture(figure, note, "published-alike")
        st.caption(text(note))


def _others(found: signatory_answers.CityPublished) -> None:
    """The other published totals, each with its year and source: they count differently."""
    others = [one for one in found.totals if not one.in_answer]
    name = _("Other published totals")
    if others and (place := opened.expander(name, None, "published-others")) is not None:
        with place:
            published_beside.totals(others, name)


def _sources(found: signatory_answers.CityPublished) -> None:
    if found.forbidden is not None:
        base, later, rules = found.forbidden
        because = "; ".join(say(signatory_answers.RULES[rule]) for rule in rules)
        st.markdown(
            text(_("{base} and {later} are not compared, because {rules}.", base=base, later=later, rules=because))
        )
    if len(found.national) > 1:
        st.markdown(_("A national series and a promise to the Covenant measure different things."))
    for source in found.sources:
        st.markdown(f"- {text(source)}")
