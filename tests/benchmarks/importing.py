"""One way of taking in one long CSV, alone in its process.

``python -m tests.benchmarks.importing WAY FILE DATABASE [ANSWER...]``, with answers such as ``decimal=comma``.

It prints one line of JSON: seconds without the start of Python and its imports, the process's highest memory in MB,
the rows that arrived and their sum in MWh, so that ways which do not give the same answer are found out.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.longfile import MWH_PER_UNIT

Job = Callable[[], tuple[int, float | None]]


def ours(file: Path, database: Path, *answers: str) -> Job:
    """What ``python -m datasets import FILE --empty`` does: read, check, convert, commit."""
    # Loaded late by the code under test; their start is not what is compared.
    import pandas  # noqa: F401
    import pint  # noqa: F401

    from datasets.intake import drafting
    from datasets.intake.readers.source import Source
    from datasets.store import Store

    def job() -> tuple[int, float | None]:
        with Store(database) as store:
            draft = drafting.draft(store, Source(file), file.name, dict(answer.split("=") for answer in answers))
            if not draft.ready:
                raise SystemExit("\n".join(problem.sentence() for problem in draft.problems[:5]))
            drafting.commit(store, draft, "benchmark", "measured")
        return draft.imported, sum(inventory.total or 0.0 for inventory in draft.inventories)

    return job


def checked(file: Path, database: Path) -> Job:
    """The first half of it: read and check a file that is refused, and say how many of its rows could stand."""
    import pandas  # noqa: F401 - as above

    from datasets.intake import drafting
    from datasets.intake.readers.source import Source
    from datasets.store import Store

    def job() -> tuple[int, float | None]:
        with Store(database) as store:
            draft = drafting.draft(store, Source(file), file.name)
        return draft.imported, None

    return job


def pandas(file: Path, database: Path) -> Job:
    """What people write: read_csv, map the units, sum, write both to DuckDB. No check of any cell."""
    import duckdb
    import pandas as pd

    def job() -> tuple[int, float | None]:
        rows = pd.read_csv(file)
        rows["energy_mwh"] = rows["value"] * rows["unit"].map(MWH_PER_UNIT)
        totals = rows.groupby(["city", "year", "sector", "carrier"], as_index=False)["energy_mwh"].sum()
        with duckdb.connect(str(database)) as connection:
            connection.register("frame", rows)
            connection.execute("CREATE TABLE inventory AS SELECT * FROM frame")
            connection.register("sums", totals)
            connection.execute("CREATE TABLE totals AS SELECT * FROM sums")
        return len(rows), float(totals["energy_mwh"].sum())

    return job


def duckdb(file: Path, database: Path) -> Job:
    """The floor: DuckDB copies the file into a table as text and understands none of it."""
    import duckdb as engine

    def job() -> tuple[int, float | None]:
        with engine.connect(str(database)) as connection:
            connection.execute(
                "CREATE TABLE inventory AS SELECT * FROM read_csv(?, all_varchar = true, header = true)", [str(file)]
            )
            found = connection.execute("SELECT count(*) FROM inventory").fetchone()
        return int(found[0]) if found else 0, None

    return job


WAYS: dict[str, Callable[..., Job]] = {"ours": ours, "checked": checked, "pandas": pandas, "duckdb": duckdb}


def peak_megabytes() -> float:
    """The highest memory of this process so far, in MB (the system counts in kB on Linux and in bytes on macOS)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def main() -> None:
    """Run the way named on the command line."""
    way, file, database, *answers = sys.argv[1:]
    job = WAYS[way](Path(file), Path(database), *answers)
    start = time.perf_counter()
    rows, energy_mwh = job()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak_mb": peak_megabytes(), "rows": rows, "energy_mwh": energy_mwh}))


if __name__ == "__main__":
    main()
