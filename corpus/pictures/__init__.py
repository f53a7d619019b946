"""Counts as inline SVG, for pages and for paper: no style sheet, script, font or file is needed.

Lines and letters take the colour of the text around them; classes let a style sheet say more (``bar``, ``rest``,
``box``, ``aside``, ``arrow``, ``axis``). A screen reader is told every number by the picture's label. Sizes are pixels
where a picture is shown in full; all but the wide flow diagram fit on a telephone.
"""

from corpus.pictures.charts import Row, Words, bar, bars, histogram, share
from corpus.pictures.flow import flow_diagram

__all__ = ["Row", "Words", "bar", "bars", "flow_diagram", "histogram", "share"]
