"""The parts of the Progress page: each takes a city's report and shows one thing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from analytics.commitment.judged import Progress
from analytics.commitment.place_questions import Cause
from analytics.inventories.inventory import Inventory
from analytics.inventories.opening import opening
from analytics.text.sentences import Sentence, joined
from analytics.vocabulary import METHOD_NAMES, OUTCOME_NAMES, Method
from dashboard import choices, opened, session, tables, theme, widgets
from dashboard.figures import behind, sectors, trajectory_curve, trajectory_words
from dashboard.language import gettext as _
from dashboard.language import ngettext, say
from dashboard.notation import subscripts
from dashboard.parts.progress import captions, cards, steps
from dashboard.sendable import Sendable
from dashboard.widgets import text
from dashboard.words import commitments, origins, shown_series, strengths, verdicts
from datasets import CityReport, Value

Part = Callable[[CityReport], None]
ROUNDED = Sentence(
    "Every figure is rounded by itself, a difference from the unrounded figures: its last digit may differ by one from "
    "what the shown figures give."
)


def second_row(report: CityReport) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """What drives the emissions beside the targets; where sectors take the first place, energy by carrier stands beside
    both."""
    latest = opening(report.leading.latest, report.inventories)
    if shown_series.has_carriers(latest) and shown_series.has_sectors(latest) and shown_series.has_curve(report):
        return (drivers, _targets), (_energy,)
    return (drivers,), (_targets,)


def head(report: CityReport) -> None:
    """Who, the verdict, the finding, and what cannot be told."""
    with st.container(gap="xsmall"):
        widgets.eyebrow(
            verdicts.eyebrow(report),
            report.holds_samples(report.leading.latest),
            verdicts.answer(report),
        )
        st.title(text(verdicts.headline(report)), anchor=False)
        st.markdown(text(verdicts.context(report)))
        if caveat := verdicts.caveat(report):
            st.markdown(f":gray[:material/info: {text(subscripts(caveat))}]")
        said = [cause.told for cause in report.explanations if _counts(cause, report.leading)]
        if said:
            # Translators: before what somebody said of places whose figure vanished.
            st.markdown(f":gray[:material/chat: {text(_('Explained: {reasons}', reasons=joined(said, 'semicolon')))}]")


def figures(report: CityReport, narrow: bool = False) -> None:
    """The four figures, and what is open about the inhabitants of the one per inhabitant."""
    widgets.cards(cards.cards(report), narrow)
    if doubts := verdicts.head_doubts(report):
        st.caption(text(doubts))
    latest = report.leading.latest
    if latest is not None and latest.emissions_t is not None and latest.inhabitants is None:
        counted = session.at_city(report.city.city_id).knowledge.asking()
        if counted.source:
            said = {"people": theme.people(counted.inhabitants), "year": counted.counted, "source": counted.source}
            told = _("Published: {people} inhabitants in {year} ({source}).", **said)
            st.caption(text(f"{told} {_('A figure per inhabitant takes those of {year}.', year=latest.year)}"))


def _counts(cause: Cause, leading: Progress) -> bool:
    """Whether an explanation is of the years between the base year and the inventory that judges."""
    first = leading.target.base_year if leading.target else 0
    return leading.latest is not None and first < cause.year <= leading.latest.year


def curve(report: CityReport) -> None:
    """The inventories against the path to one target, which is chosen above it, or what a single one was made of."""
    names = report.target_names
    asked = session.asked("target", list(names), "target")
    if not shown_series.has_curve(report):
        st.header(text(shown_series.curve_title(report)), anchor=False)
        _one_inventory(report)
        return
    shown = shown_series.in_front(report, names.get(asked or ""))
    title = shown_series.curve_title(report, shown)
    st.header(text(title), anchor=False)
    _chips(report, shown)
    figure = curve_of(report, shown, widgets.dark())

    def beside() -> tuple[str, str, Mapping[str, Sequence[Value]], Mapping[str, str]]:
        drawn = [item for item in report.inventories if item.emissions_t is not None]
        said = origins.about(report.city.name, title, "t", drawn, [target.source for target in report.targets])
        words = trajectory_words.curve_alt(report, shown), captions.curve_note(report, shown)
        return *words, behind.curve(report), said

    alt, note, table, said = session.made_of(f"words of the {_kind(shown)}", beside, report)
    widgets.figure(figure, alt, note, "curve", table, title, said)


def curve_of(report: CityReport, shown: Progress | None, dark: bool) -> Sendable:
    """The picture of the curve against the path to one target, made once."""
    return session.drawn(_kind(shown), report, dark, lambda: trajectory_curve.curve(report, dark, shown))


def _kind(shown: Progress | None) -> str:
    return f"curve {commitments.promise(shown.target)}" if shown and shown.target else "curve"


def _chips(report: CityReport, shown: Progress | None) -> None:
    """The targets whose path can be drawn; nothing where there is one. Of one in the past, how it ended."""
    drawn = {item.target: item for item in shown_series.drawn_targets(report)}
    labels = {}
    for name, target in sorted(report.target_names.items()):
        if target in drawn:
            ended = drawn[target].outcome
            labels[name] = ": ".join(
                [commitments.target_label(target, report.targets), *([say(OUTCOME_NAMES[ended])] if ended else [])]
            )
    chosen = next((name for name in labels if shown and report.target_names[name] == shown.target), "")
    if len(labels) > 1:
        choices.row("target", labels, chosen, beside=True)


def _one_inventory(report: CityReport) -> None:
    latest = report.leading.latest
    if latest is None:
        widgets.nothing(_("There is no inventory to draw yet."), _("Two years make a curve; a target makes a path."))
        session.link("data", _("Add an inventory"), icon=":material/upload_file:")
    elif shown_series.has_sectors(latest):
        st.markdown(_("One inventory makes no curve yet. This is what {year} was made of.", year=latest.year))
        _composition(report, latest)
    else:
        point = _("{year} is one point without sectors.", year=latest.year)
        widgets.nothing(point, _("A second year makes a curve."))


def drivers(report: CityReport) -> None:
    """What moved since the baseline, or what the newest inventory was made of."""
    latest, base = report.leading.latest, report.leading.baseline
    first = base.inventory if base and report.leading.gap_t is not None else None
    told = opening(latest, report.inventories)
    if (
        latest
        and first
        and shown_series.has_sectors(first)
        and shown_series.has_sectors(latest)
        and shown_series.moves(first, latest)
    ):
        title = captions.sector_title(first, latest)
        st.header(text(title), anchor=False)
        figure = _drawn("changes", report, lambda dark: sectors.changes(first, latest, dark))
        said = origins.about(report.city.name, title, _unit(latest), (first, latest))
        alt, note = sectors.changes_alt(first, latest), captions.change_note(first, latest)
        widgets.figure(figure, alt, note, "changes", behind.changes(first, latest), title, said)
    elif told and shown_series.has_sectors(told) and shown_series.has_curve(report):
        st.header(_made_of(told), anchor=False)
        _composition(report, told)
    elif told and shown_series.has_carriers(told):
        _energy(report)
    else:
        title, what, then = captions.no_drivers(report)
        st.header(title, anchor=False)
        widgets.nothing(what, then)
        session.link("data", _("Add energy by carrier"), icon=":material/upload_file:")


def _energy(report: CityReport) -> None:
    latest = opening(report.leading.latest, report.inventories)
    if latest is None:
        return
    title = _("Energy in {year}: {energy}", year=latest.year, energy=theme.energy(latest.energy_mwh))
    st.header(title, anchor=False)
    figure = _drawn("carriers", report, lambda dark: sectors.carriers(latest, dark))
    said = origins.about(report.city.name, title, "MWh", [latest])
    alt, note = sectors.carriers_alt(latest), captions.by_method(report, latest, captions.energy_note(latest))
    widgets.figure(figure, alt, note, "carriers", behind.carriers(latest), title, said)


def _composition(report: CityReport, latest: Inventory) -> None:
    figure = _drawn("composition", report, lambda dark: sectors.composition(latest, dark))
    title = _made_of(latest)
    said = origins.about(report.city.name, title, _unit(latest), [latest])
    alt, note = sectors.composition_alt(latest), captions.by_method(report, latest, origins.source_note(latest))
    widgets.figure(figure, alt, note, "composition", behind.composition(latest), title, said)


def _made_of(latest: Inventory) -> str:
    # Translators: the sectors of the emissions of one year.
    return _("What {year} was made of", year=latest.year)


def _unit(inventory: Inventory) -> str:
    return f"t {theme.GASES[inventory.gas]}" if inventory.gas else "t"


def _drawn(kind: str, report: CityReport, draw: Callable[[bool], go.Figure]) -> Sendable:
    dark = widgets.dark()
    return session.drawn(kind, report, dark, lambda: draw(dark))


def next_steps(report: CityReport) -> None:
    """Up to three next steps, each a door to the page where it is done."""
    found = steps.steps(report, session.this_year())
    st.header(ngettext("{count} next step", "{count} next steps", len(found)), anchor=False)
    for place, step in enumerate(found):
        with st.container(border=True, gap="xxsmall", key=f"step-{place}"):
            part = {"part": step.part} if step.part else {}
            session.link(step.page, step.about, step.city_id, icon=":material/arrow_forward:", asked=part)
            st.caption(text(step.why))


def _targets(report: CityReport) -> None:
    st.header(text(commitments.targets_title(report)), anchor=False)
    if not report.targets:
        widgets.nothing(
            _("No target was found for this city."), _("A base year, a target year and a percentage are enough.")
        )
        session.link("plan", _("Set a target"), icon=":material/track_changes:", asked={"part": "targets"})
        return
    tables.table(
        {
            _("Target"): [_named(item) for item in report.progress],
            _("Verdict"): [verdicts.answer(report, item, chance=True).words for item in report.progress],
            # Translators: the heading of a column: how far a city is from its path.
            _("From the path"): [commitments.gap(item) for item in report.progress],
        },
        _("Every target with its verdict"),
    )
    st.caption(text(commitments.target_sources(report)))


def _named(progress: Progress) -> str:
    return commitments.promise(progress.target) if progress.target else ""


def rule(report: CityReport) -> None:
    """How the verdict is made, its reasons and what it rests on."""
    leading = report.leading
    reasons = [*leading.reasons, *leading.notes]
    opens = opened.expander(_("How the verdict is made"), ":material/rule:", "verdict-rule")
    if opens is None:
        return
    with opens:
        st.markdown(text(verdicts.RULE))
        st.markdown(text(strengths.UNCERTAINTY))
        st.markdown(text(ROUNDED))
        if reasons:
            st.markdown("\n".join(f"- {text(subscripts(reason))}" for reason in reasons))
        if leading.sources:
            # Translators: the sources of a verdict.
            st.caption(text(_("Rests on: {sources}.", sources="; ".join(map(say, leading.sources)))))
        session.link("method", _("The whole method"), icon=":material/menu_book:")


def numbers(report: CityReport) -> None:
    """Every inventory as a table, behind the picture."""
    if not report.inventories:
        return
    found = sorted(report.inventories, key=lambda item: (-item.year, item.method))
    opens = opened.expander(_("The numbers behind the picture"), ":material/table_rows:", "every-inventory")
    if opens is None:
        return
    with opens:
        tables.table(
            {
                _("Year"): [str(item.year) for item in found],
                _("Emissions"): [theme.tonnes(item.emissions_t, item.gas) for item in found],
                _("Per inhabitant"): [theme.per_head(item.per_head_t, item.gas) for item in found],
                _("Inhabitants"): [theme.people(item.inhabitants) for item in found],
                _("Energy"): [theme.energy(item.energy_mwh) for item in found],
                _("Method"): [METHOD_NAMES[Method(item.method)] for item in found],
                _("Revision"): [f"{item.revision}, {theme.date(item.committed_at)}" for item in found],
            },
            _("Every inventory of {city}, the newest first", city=report.city.name),
        )
