"""The site of this folder, built by `make docs`: what the program tells of itself is made first."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import made_pages  # noqa: E402

from dashboard import VERSION  # noqa: E402

made_pages.write(HERE / "made")

project = "Covenant of Mayors dashboard"
release = VERSION
extensions = ["myst_parser"]
exclude_patterns = ["requirements.txt"]
myst_heading_anchors = 3
nitpicky = True
html_theme = "furo"
html_title = f"{project} {release}"
html_show_copyright = False
html_show_sourcelink = False
