"""The front door of the data: open a store, ask and do what a city needs. Pages, commands and notebooks enter here.

Each name is loaded when it is first used, since a reader of files in a process of its own needs none of them.
"""

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import analytics as analytics  # first of all, which refuses an older Python

if TYPE_CHECKING:  # for who reads and checks the code; what runs is found there, too (``HOMES``)
    from analytics.text.problems import Refused as Refused
    from datasets.city import City as City
    from datasets.city import access as access
    from datasets.city import pair_room as pair_room
    from datasets.city.adaptation_room import AdaptationRoom as AdaptationRoom
    from datasets.city.all_cities import Cities as Cities
    from datasets.city.assessment import CityReport as CityReport
    from datasets.city.bundles import BundleDraft as BundleDraft
    from datasets.city.change_causes import Drivers as Drivers
    from datasets.city.covenant_duties import CityDuties as CityDuties
    from datasets.city.effects import ActionsEffect as ActionsEffect
    from datasets.city.energy_room import EnergyRoom as EnergyRoom
    from datasets.city.examining.examination import Examination as Examination
    from datasets.city.figure_tables import FigureEdit as FigureEdit
    from datasets.city.frames_served import FramesServed as FramesServed
    from datasets.city.innovation_room import InnovationRoom as InnovationRoom
    from datasets.city.innovation_room import RegionOnFile as RegionOnFile
    from datasets.city.new_target import NewTarget as NewTarget
    from datasets.city.outlook import Outlook as Outlook
    from datasets.city.programme_standing import CityLine as CityLine
    from datasets.city.programme_standing import Programme as Programme
    from datasets.city.trace.verification import Verification as Verification
    from datasets.city.worked import Examples as Examples
    from datasets.city.worked import Worked as Worked
    from datasets.city.worked.factor_table import CarrierFactor as CarrierFactor
    from datasets.city.worked.factor_table import FactorTable as FactorTable
    from datasets.exports import Exported as Exported
    from datasets.exports.numbers import Numbers as Numbers
    from datasets.intake.cell_changes import CellChange as CellChange
    from datasets.intake.drafted import Draft as Draft
    from datasets.intake.drafted import DraftInventory as DraftInventory
    from datasets.intake.drafted import Effect as Effect
    from datasets.intake.excerpt import SheetPart as SheetPart
    from datasets.intake.excerpt import SheetRow as SheetRow
    from datasets.intake.excerpt import ShownCell as ShownCell
    from datasets.intake.own_files.harmless import Value as Value
    from datasets.intake.plans.action_cells import ActionsDraft as ActionsDraft
    from datasets.published import finding as finding
    from datasets.published import signatory_answers as signatory_answers
    from datasets.published.loading import load_national as load_national
    from datasets.published.loading import load_release as load_release
    from datasets.reference.factor_sources import FactorUse as FactorUse
    from datasets.reference.samples import open_store as open_store
    from datasets.store import CityRecord as CityRecord
    from datasets.store import DraftOwner as DraftOwner
    from datasets.store import GdpRow as GdpRow
    from datasets.store import Revision as Revision
    from datasets.store import SavedDraft as SavedDraft
    from datasets.store import Slot as Slot
    from datasets.store import Store as Store
    from datasets.store.kinds.uncertainties import Uncertainty as Uncertainty
    from datasets.store.location import database as database

HOMES = {
    name.name: str(node.module)
    for node in ast.walk(ast.parse(Path(__file__).read_text(encoding="utf-8")))
    if isinstance(node, ast.ImportFrom) and node.col_offset
    for name in node.names
}
"""Where each name of the front door is at home: as it is imported above for who reads and checks the code."""


def __getattr__(name: str) -> Any:
    """A name of the front door, from its home."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(HOMES[name])
    found = globals()[name] = getattr(home, name, None) or import_module(f"{HOMES[name]}.{name}")
    return found


def __dir__() -> list[str]:
    """What the front door offers."""
    return sorted(HOMES)
