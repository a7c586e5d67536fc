"""What all tests share: how thorough property tests are, which run on one worker, and the published files beside it."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from tests import trees

ROOT = Path(__file__).resolve().parent.parent
BROWSER = "tests/browser/"

# A check has to give the same answer twice, so the examples are fixed there; on one's own machine they vary.
settings.register_profile(
    "ci", max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("dev", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROFILE = os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
settings.load_profile(PROFILE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the longer looks to `make thorough`."""
    later = [item for item in items if PROFILE != "thorough" and item.get_closest_marker("thorough")]
    if later:
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if item not in later]


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the collector of garbage need not look through half a million objects."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After the last of the tests that read all code its trees go."""
    if nextitem is None or nextitem.path != item.path:
        readers = [one for one in (item, nextitem) if one and one.nodeid.partition("::")[0] in trees.READERS]
        if readers == [item]:
            trees.forget()


class ByFile(LoadScopeScheduling):
    """The tests of a file run on one worker, which makes what they share once; so do those that read all code. The
    first worker begins with those of the browser, which wait for a page while the others keep the processor busy;
    whoever has none left of its own takes of the other's, with a program and a Chromium of its own. (xdist's own groups
    are lost with pytest 9, whose ids it can no longer mark.)"""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return trees.READERS[0] if file in trees.READERS else file

    def _assign_work_unit(self, node: WorkerController) -> None:
        """Of the files that wait, the one with the most tests goes next, so that the end is made of short ones."""
        browsing = node is self.nodes[0]
        file = max(self.workqueue, key=lambda name: (name.startswith(BROWSER) == browsing, len(self.workqueue[name])))
        self.workqueue.move_to_end(file, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """How the workers share the tests."""
    return ByFile(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published files beside the project; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the published files (../shared/data) are not beside this copy of the project")
    return folder
