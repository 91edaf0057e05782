"""Pictures by matplotlib, in the palette of the reports. The same figure gives the same bytes."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING, Any

from coopcli.reports.styles import INK, LINE, MUTED

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NEUTRAL = "#C7A252"
_DOTS_PER_INCH = 160
_LOOK: dict[Any, Any] = {
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid.axis": "y",
    "grid.color": LINE,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "legend.frameon": False,
}


def new_figure(width_inches: float, height_inches: float) -> Figure:
    """Return an empty figure in the look of the reports, to be drawn on by its axes (``figure.subplots()``)."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams.update(_LOOK)
    return Figure(figsize=(width_inches, height_inches), dpi=_DOTS_PER_INCH, layout="constrained")


def png_of(figure: Figure) -> bytes:
    """Return the figure as PNG, without date or program in it."""
    stream = BytesIO()
    figure.savefig(stream, format="png", facecolor="white", metadata={"Software": None})
    return stream.getvalue()


def width_of(png: bytes) -> int:
    """Return the width of a PNG in pixels."""
    return size_of(png)[0]


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def dots_per_inch(png: bytes) -> float:
    """Return how many pixels of a PNG make an inch; as on a screen, where it does not say."""
    at = png.find(b"pHYs")
    if at < 0:
        return 96.0
    per_metre: int = struct.unpack(">I", png[at + 4 : at + 8])[0]
    return round(per_metre * 0.0254)
