"""Opens what we write for pyam and PRIMAP2 with these libraries themselves (``make interchange``).

``tests.interchange write FOLDER`` writes both formats of every sample city; ``tests.interchange read FOLDER`` opens
them where the libraries are installed, beside nothing of ours, since they want older releases of NumPy and pandas than
the program."""

from __future__ import annotations

import csv
import sys
import zipfile
from importlib import import_module
from math import fsum, isclose
from pathlib import Path


def write(folder: Path) -> None:
    """Both formats of every sample city that has emissions on file."""
    from datasets import City, Refused, open_store

    with open_store(":memory:") as store:
        for city in store.cities():
            for form, end in (("iamc", "csv"), ("primap2", "zip")):
                try:
                    made = City(store, city.city_id).export(form)
                except Refused as refusal:
                    print(refusal.problems[0].sentence())
                    continue
                (folder / f"{city.city_id}-{form}.{end}").write_bytes(made.content)


def with_pyam(path: Path) -> str:
    """A table of the IAMC as pyam reads it: as many figures as rows, and their sum."""
    pyam = import_module("pyam")  # not among the packages of the program
    with path.open(encoding="utf-8", newline="") as file:
        written = [float(row["value"]) for row in csv.DictReader(file)]
    read = pyam.IamDataFrame(path).data["value"].tolist()
    return _told(path.name, written, read)


def with_primap2(path: Path) -> list[str]:
    """The descriptions in an archive as primap2 reads them, each with its table, and as its own data set."""
    pm2io = import_module("primap2.pm2io")
    folder = path.with_suffix("")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    found = []
    for description in sorted(folder.glob("*.yaml")):
        table = pm2io.read_interchange_format(description)
        years = [name for name in table.columns if str(name).isdigit()]
        with description.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
            written = [float(row[str(year)]) for row in csv.DictReader(file) for year in years if row[str(year)]]
        whole = pm2io.from_interchange_format(table)
        held = [float(one.pint.dequantify().sum()) for one in whole.data_vars.values()]
        read = [float(one) for one in table[years].to_numpy().ravel() if one == one]
        found.append(_told(description.name, written, read, fsum(held)))
    return found


def _told(name: str, written: list[float], read: list[float], held: float | None = None) -> str:
    total = fsum(written)
    same = len(read) == len(written) and isclose(fsum(read), total, rel_tol=1e-12)
    same = same and (held is None or isclose(held, total, rel_tol=1e-9))
    return f"{'same' if same else 'OTHER'}: {name}, {len(written)} figures, {total:,.3f} in all"


def read(folder: Path) -> bool:
    """Open every file of a folder, and say which held the same figures; whether all did."""
    lines = [with_pyam(path) for path in sorted(folder.glob("*-iamc.csv"))]
    lines += [line for path in sorted(folder.glob("*-primap2.zip")) for line in with_primap2(path)]
    print(*lines, sep="\n")
    return bool(lines) and all(line.startswith("same") for line in lines)


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    if what == "write":
        write(where)
    else:
        sys.exit(0 if read(where) else 1)
