"""What moved the emissions between two years: an additive decomposition whose bars sum to the change.

Logarithmic mean Divisia index, LMDI-I (Ang 2004, Energy Policy 32, 1131-1139; zero values by their analytical limits,
Wood and Lenzen 2006, Energy Policy 34, 1326-1331).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum, log

from analytics.detection.plausibility import figure
from analytics.formula import formula
from analytics.text.problems import blocked
from analytics.text.sentences import Sentence

POPULATION = "population"
ACTIVITY = "energy per inhabitant"
ENERGY = "energy use"
WEALTH = "GDP per inhabitant"
PER_GDP = "energy per unit of GDP"
SECTORS = "sector shares"
MIX = "fuel mix"
GRID = "electricity factor"
FUELS = "other factors"
INTENSITY = "fuels and factors together"
OTHER = "without energy data"
RESTATEMENT = "restatement"

FROM_GRID = "grid"
"""In the place of a carrier: grid-supplied energy (scope 2) of which nobody said whether it is electricity or heat."""

Place = tuple[str, str]
"""A sector and a carrier; "" where the carrier is not stated."""


@dataclass(frozen=True)
class Use:
    """What one carrier did in one sector in one year: MWh, and tonnes of CO2 or CO2e."""

    energy_mwh: float
    emissions_t: float


@dataclass(frozen=True)
class Decomposition:
    """The change in tonnes and its bars; the bars sum to ``change_t``. ``places`` divides each bar by place."""

    change_t: float
    bars: Mapping[str, float]
    places: Mapping[Place, Mapping[str, float]] = field(default_factory=dict)


@formula(
    name="Logarithmic mean",
    text="L(a, b) = (a − b) ÷ ln(a ÷ b);  L(a, a) = a;  L(a, 0) = 0",
    units="t, as a and b",
    source="Ang 2004, Energy Policy 32, 1131-1139",
    mark="V",
)
def logarithmic_mean(a: float, b: float) -> float:
    """L(a, b) = (a - b) / ln(a / b), in the unit of ``a``; L(a, a) = a, and 0 where one of them is 0 (its limit).

    Raises Refused for a negative number, where the logarithm has no answer, and (value-missing) for one that is NaN or
    infinite. Source: Ang 2004 [V].
    """
    figure(Sentence("first number"), a)
    figure(Sentence("second number"), b)
    if a < 0 or b < 0:
        raise blocked(
            "negative-amount",
            f"{min(a, b):g}",
            "amounts of zero or more",
            "Removals are kept apart and not decomposed.",
        )
    if a == 0 or b == 0:
        return 0.0
    ratio = (a - b) / b
    # Close to each other the quotient loses its digits; the series of the mean does not.
    return b * (1 + ratio / 2 - ratio**2 / 12) if abs(ratio) < 1e-5 else (a - b) / log(a / b)


@formula(
    name="Drivers of a change",
    text=Sentence(
        "E = Σ P × (A ÷ P) × (A_s ÷ A) × (A_sc ÷ A_s) × (E_sc ÷ A_sc);  bar of x = Σ L(E₁, E₀) × ln(x₁ ÷ x₀)"
    ),
    units="t CO₂e; inhabitants P, energy A in MWh, by sector s and carrier c",
    source="Ang 2004, Energy Policy 32, 1131-1139 (LMDI-I); zeros: Wood and Lenzen 2006, Energy Policy 34, 1326-1331",
    mark="V",
    remark="The bars sum to the change. Uses without energy data are a bar of their own.",
    also=("analytics.change.attribution.attributed", "analytics.change.contributions.contributions"),
)
def decompose(
    before: Mapping[Place, Use],
    after: Mapping[Place, Use],
    heads_before: float | None = None,
    heads_after: float | None = None,
    gdp_before: float | None = None,
    gdp_after: float | None = None,
) -> Decomposition:
    """The change from ``before`` to ``after`` by population, energy per head, sector shares, fuel mix and factors.

    E = P x (A/P) x (A_s/A) x (A_sc/A_s) x (E_sc/A_sc), summed over sectors s and carriers c. Without inhabitants the
    first two are one bar, the energy use; with the GDP of both years (in one unit and at the same prices) A/P becomes
    (GDP/P) x (A/GDP). A use whose carrier is not stated has one bar for mix and factor. Uses without energy, and
    removals, make a bar of their own. The bars sum to the change to rounding; swapping the years turns every sign.
    Source: Ang 2004 and Wood and Lenzen 2006, see above [V].
    """
    bars: dict[str, list[float]] = {}
    by_place: dict[Place, dict[str, float]] = {}
    places = sorted(before.keys() | after.keys())
    none = Use(0.0, 0.0)
    driven = [place for place in places if _decomposable(before.get(place, none), after.get(place, none))]
    kept = set(driven)
    for place in places:
        if place not in kept:
            change = after.get(place, none).emissions_t - before.get(place, none).emissions_t
            bars.setdefault(OTHER, []).append(change)
            by_place[place] = {OTHER: change}
    by_head = bool(heads_before and heads_after)
    by_gdp = by_head and bool(gdp_before and gdp_after)
    factors = [
        _factors({place: use for place, use in year.items() if place in kept}, heads, gdp if by_gdp else None)
        for year, heads, gdp in ((before, heads_before, gdp_before), (after, heads_after, gdp_after))
    ]
    for place in driven:
        by_place[place] = _effects(place, before.get(place, none), after.get(place, none), factors, by_head)
        for name, amount in by_place[place].items():
            bars.setdefault(name, []).append(amount)
    change_t = fsum(use.emissions_t for use in after.values()) - fsum(use.emissions_t for use in before.values())
    return Decomposition(change_t, {name: fsum(amounts) for name, amounts in bars.items()}, by_place)


def _decomposable(before: Use, after: Use) -> bool:
    """A use with energy in every year in which it emits, and no negative amount."""
    pair = (before, after)
    if any(use.energy_mwh < 0 or use.emissions_t < 0 for use in pair):
        return False
    return all(use.energy_mwh > 0 or use.emissions_t == 0 for use in pair) and any(use.energy_mwh > 0 for use in pair)


@dataclass(frozen=True)
class _Year:
    heads: float
    energy: float
    by_sector: Mapping[str, float]
    gdp: float | None

    def driven_by(self, by_head: bool) -> dict[str, float]:
        """The drivers that all uses of the year share."""
        if not by_head:
            return {ENERGY: self.energy}
        if self.gdp is None:
            return {POPULATION: self.heads, ACTIVITY: self.energy / self.heads}
        return {POPULATION: self.heads, WEALTH: self.gdp / self.heads, PER_GDP: self.energy / self.gdp}


def _factors(uses: Mapping[Place, Use], heads: float | None, gdp: float | None) -> _Year:
    by_sector: dict[str, list[float]] = {}
    for (sector, _), use in uses.items():
        by_sector.setdefault(sector, []).append(use.energy_mwh)
    sums = {sector: fsum(amounts) for sector, amounts in by_sector.items()}
    return _Year(heads or 1.0, fsum(sums.values()), sums, gdp)


def _effects(place: Place, before: Use, after: Use, years: list[_Year], by_head: bool) -> dict[str, float]:
    """The share of each driver in the change of one use."""
    sector, carrier = place
    terms: list[dict[str, float | None]] = []
    for use, year in zip((before, after), years, strict=True):
        in_sector = year.by_sector.get(sector, 0.0)
        terms.append(
            {
                **year.driven_by(by_head),
                SECTORS: in_sector / year.energy if year.energy else 0.0,
                # What is not used has no mix and no factor: unknown, and not zero.
                MIX: use.energy_mwh / in_sector if in_sector else None,
                _factor_name(carrier): use.emissions_t / use.energy_mwh if use.energy_mwh else None,
            }
        )
    names = list(terms[0])
    change = after.emissions_t - before.emissions_t
    if before.emissions_t and after.emissions_t:
        weight = logarithmic_mean(after.emissions_t, before.emissions_t)
        ratios = {name: (terms[1][name] or 0.0) / (terms[0][name] or 1.0) for name in names}
        return {name: weight * log(ratio) for name, ratio in ratios.items()}
    # One side is zero: in the limit the factors that are zero there carry the whole change, in equal parts.
    empty = terms[0] if not before.emissions_t else terms[1]
    carrying = [name for name in names if empty[name] == 0.0]
    return {name: change / len(carrying) for name in carrying} if change else {}


def _factor_name(carrier: str) -> str:
    if carrier in ("", FROM_GRID):
        return INTENSITY
    return GRID if carrier == "electricity" else FUELS
