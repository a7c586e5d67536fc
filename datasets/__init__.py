"""The front door of the data: open a store, ask and do what a city needs. Pages, commands and notebooks enter here.

Each name is loaded when it is first used, since a reader of files in a process of its own needs none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for who reads and checks the code; what runs is found by ``HOMES``
    from analytics.problems import Refused as Refused
    from datasets.assessment import CityReport as CityReport
    from datasets.attribution import Drivers as Drivers
    from datasets.city import City as City
    from datasets.city.cities import Cities as Cities
    from datasets.city.new_factor import NewEnergy as NewEnergy
    from datasets.city.new_factor import NewFactor as NewFactor
    from datasets.city.new_target import NewTarget as NewTarget
    from datasets.city.new_weather import NewDegreeDays as NewDegreeDays
    from datasets.detection.examination import Examination as Examination
    from datasets.differences import CellChange as CellChange
    from datasets.drafted import Draft as Draft
    from datasets.drafted import DraftInventory as DraftInventory
    from datasets.drafted import Effect as Effect
    from datasets.exports import Exported as Exported
    from datasets.exports.numbers import Numbers as Numbers
    from datasets.factor_sources import FactorUse as FactorUse
    from datasets.location import database as database
    from datasets.own_files.harmless import Value as Value
    from datasets.plans.actions import ActionsDraft as ActionsDraft
    from datasets.plans.actions import ActionsEffect as ActionsEffect
    from datasets.plans.outlook import Outlook as Outlook
    from datasets.programme import CityLine as CityLine
    from datasets.programme import Programme as Programme
    from datasets.samples import open_store as open_store
    from datasets.store import CityRecord as CityRecord
    from datasets.store import DraftOwner as DraftOwner
    from datasets.store import GdpRow as GdpRow
    from datasets.store import Revision as Revision
    from datasets.store import SavedDraft as SavedDraft
    from datasets.store import Slot as Slot
    from datasets.store import Store as Store
    from datasets.trace.verification import Verification as Verification
    from datasets.worked import Examples as Examples
    from datasets.worked import Worked as Worked
    from datasets.worked.chosen import CarrierFactor as CarrierFactor
    from datasets.worked.chosen import FactorTable as FactorTable

HOMES = {
    "analytics.problems": ("Refused",),
    "datasets.assessment": ("CityReport",),
    "datasets.attribution": ("Drivers",),
    "datasets.city": ("City",),
    "datasets.city.cities": ("Cities",),
    "datasets.city.new_factor": ("NewEnergy", "NewFactor"),
    "datasets.city.new_target": ("NewTarget",),
    "datasets.city.new_weather": ("NewDegreeDays",),
    "datasets.detection.examination": ("Examination",),
    "datasets.differences": ("CellChange",),
    "datasets.drafted": ("Draft", "DraftInventory", "Effect"),
    "datasets.exports": ("Exported",),
    "datasets.exports.numbers": ("Numbers",),
    "datasets.factor_sources": ("FactorUse",),
    "datasets.location": ("database",),
    "datasets.own_files.harmless": ("Value",),
    "datasets.plans.actions": ("ActionsDraft", "ActionsEffect"),
    "datasets.plans.outlook": ("Outlook",),
    "datasets.programme": ("CityLine", "Programme"),
    "datasets.samples": ("open_store",),
    "datasets.store": ("CityRecord", "DraftOwner", "GdpRow", "Revision", "SavedDraft", "Slot", "Store"),
    "datasets.trace.verification": ("Verification",),
    "datasets.worked": ("Examples", "Worked"),
    "datasets.worked.chosen": ("CarrierFactor", "FactorTable"),
}
"""Where each name of the front door is at home."""
_HOME = {name: home for home, names in HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A name of the front door, from its home."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOME[name]), name)
    return found


def __dir__() -> list[str]:
    """What the front door offers."""
    return sorted(_HOME)
