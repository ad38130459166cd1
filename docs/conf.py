"""How the documents become pages: `make docs` builds them, and fails at a link that leads nowhere."""

project = "trading-core"
author = "the authors of trading-core"
extensions = ["myst_parser"]
exclude_patterns = ["images"]
myst_heading_anchors = 3
# what a program says, or leaves out by dots, need not be a program
suppress_warnings = ["misc.highlighting_failure"]
html_theme = "furo"
html_title = "trading-core"
html_copy_source = False
html_show_copyright = False
