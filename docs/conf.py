"""How the manual is built: Sphinx, MyST and furo, without a network, for readers without one."""

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.writers.html5 import HTML5Translator

import keepknocking

project = "Keep Knocking"
author = "the authors of Keep Knocking"
project_copyright = author
release = keepknocking.__version__

extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "Keep Knocking"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
# The colours of the pages: a limewashed wall by day, the same street at dusk.
html_theme_options = {
    "light_css_variables": {
        "color-foreground-primary": "#12221e",
        "color-foreground-secondary": "#40524c",
        "color-background-primary": "#fcfdfb",
        "color-background-secondary": "#e6ede9",
        "color-brand-primary": "#1d4138",
        "color-brand-content": "#1f4f9f",
    },
    "dark_css_variables": {
        "color-foreground-primary": "#e9f0ec",
        "color-foreground-secondary": "#adbdb6",
        "color-background-primary": "#16211e",
        "color-background-secondary": "#0e1614",
        "color-brand-primary": "#a8bab1",
        "color-brand-content": "#8fb7ff",
    },
}
html_math_renderer = "mathml"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False


def write_formula(translator: HTML5Translator, node: nodes.math | nodes.math_block) -> None:
    """Write a formula in MathML, which browsers know: the usual renderer fetches a script."""
    try:
        formula = tex2mathml(node.astext(), as_block=isinstance(node, nodes.math_block))
    except MathError as problem:
        raise ExtensionError(
            f"{node.source}: cannot read {node.astext()!r}: {problem}"
        ) from problem
    translator.body.append(formula)
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer of formulas."""
    app.add_html_math_renderer("mathml", (write_formula, None), (write_formula, None))
