"""A name with markup stays text on a picture, and a word stands where it was put."""

from __future__ import annotations

from dashboard.figures.annotation import plain, word
from dashboard.figures.charts import chart


def test_a_name_with_markup_is_text_on_a_picture() -> None:
    assert plain("<b>Fort</b> & Collins") == "‹b›Fort‹/b› & Collins"


def test_plotly_takes_a_word_as_it_was_put() -> None:
    figure = chart(dark=False)
    figure.add_annotation(word("today", 2026, 3.9, "#123456", "right", weight=600, size=14, shift=-4))
    (drawn,) = figure.layout.annotations
    assert (drawn.text, drawn.x, drawn.y, drawn.xanchor, drawn.xshift) == ("today", 2026, 3.9, "right", -4)
    assert not figure.layout.template.layout.annotationdefaults.showarrow
    assert (drawn.font.size, drawn.font.weight, drawn.font.color) == (14, 600, "#123456")
