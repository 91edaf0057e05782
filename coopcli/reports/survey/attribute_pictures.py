"""The pictures of the attributes and of the comments."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from coopcli.reports.picture import new_figure, png_of
from coopcli.reports.styles import ACCENT, GOOD, INK, LINE, MUTED
from coopcli.reports.survey.drawing import axes_of, bar_picture, comma, guide, plain, quiet
from coopcli.reports.survey.pictures import WIDTH

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from coopcli.results.nps import SurveyResults

_CLOUD_SIZE, _CLOUD_SEED = (1400, 620), 20_170_831
_CUT_COLOURS = (ACCENT, "#C8793A", "#6A5B8C", GOOD, "#B3362B", "#C7A252")


def priority_picture(results: SurveyResults) -> bytes:
    """Return each attribute, by its number, at its satisfaction and its importance, cut at the means; names beside."""
    rows = results.attributes.described.dropna(subset=["mean", "importance_r"]).reset_index(drop=True)
    figure = new_figure(WIDTH, 3.9)
    axes, names = figure.subplots(1, 2, width_ratios=(2.6, 1))
    axes.set_title("Importância e satisfação")
    axes.plot(rows["mean"], rows["importance_r"], "o", color=ACCENT, markersize=13)
    for number, (x, y) in enumerate(zip(rows["mean"], rows["importance_r"], strict=True), 1):
        axes.text(x, y, str(number), ha="center", va="center", color="white", fontsize=7, weight="bold")
    axes.margins(0.12)
    guide(axes, float(rows["mean"].mean()), across=False)
    guide(axes, float(rows["importance_r"].mean()), across=True)
    _corner_words(axes, rows)
    axes.xaxis.set_major_formatter(lambda value, _: comma(value, 2))
    axes.yaxis.set_major_formatter(lambda value, _: comma(value, 2))
    axes.set_xlabel("satisfação (média)")
    axes.set_ylabel("importância (correlação com a nota)")
    axes.grid(visible=False)
    _legend_of_numbers(names, rows)
    return png_of(figure)


def _corner_words(axes: Axes, rows: pd.DataFrame) -> None:
    """Write in each corner what is to be done there; corners without an attribute stay empty."""
    right, top = rows["mean"].mean(), rows["importance_r"].mean()
    for name, mine in rows.groupby("quadrant"):
        is_right, is_top = mine["mean"].iloc[0] >= right, mine["importance_r"].iloc[0] >= top
        axes.text(
            0.99 if is_right else 0.01, 0.985 if is_top else 0.015, plain(name), transform=axes.transAxes,
            ha="right" if is_right else "left", va="top" if is_top else "bottom", color=MUTED, style="italic",
        )  # fmt: skip


def _legend_of_numbers(axes: Axes, rows: pd.DataFrame) -> None:
    quiet(axes)
    for place, name in enumerate(rows["attribute"]):
        height = 1 - (place + 0.5) / max(len(rows), 12)
        axes.text(0, height, f"{place + 1:>2}  {plain(name)}", va="center", fontsize=8, color=INK)


def correlations_picture(results: SurveyResults) -> bytes:
    """Return the correlations as a map, the lower half alone."""
    square = results.attributes.matrix
    values = square.to_numpy(dtype=float).copy()
    values[np.triu_indices(len(values))] = np.nan
    figure, axes = axes_of(WIDTH, 0.9 + 0.36 * len(values), "Correlação entre as respostas (r de Pearson)")
    axes.imshow(values, cmap="BrBG", vmin=-1, vmax=1, aspect="auto")
    for i, j in np.argwhere(~np.isnan(values)).tolist():
        shade = "white" if abs(values[i, j]) > 0.6 else INK
        axes.text(j, i, comma(values[i, j], 2), ha="center", va="center", fontsize=6, color=shade)
    names = [plain(name) for name in square.columns]
    axes.set_yticks(range(1, len(names)), names[1:], fontsize=7)
    axes.set_xticks(range(len(names) - 1), names[:-1], rotation=60, ha="right", fontsize=7, rotation_mode="anchor")
    axes.set_ylim(len(names) - 0.5, 0.5)
    axes.set_xlim(-0.5, len(names) - 1.5)
    axes.grid(visible=False)
    axes.tick_params(left=False, bottom=False)
    return png_of(figure)


def tree_picture(results: SurveyResults, linkage: str) -> bytes:
    """Return the dendrogram (figure 18), cut where the final groups part, by similarity."""
    from scipy.cluster.hierarchy import dendrogram, set_link_color_palette

    found = results.attributes
    tree = np.array(found.tree)
    groups = int(found.membership["cluster"].max())
    cut = (tree[-groups, 2] + tree[1 - groups, 2]) / 2 if 1 < groups <= len(tree) else tree[-1, 2] * 1.01
    figure, axes = axes_of(WIDTH, 1.2 + 0.26 * (len(tree) + 1), f"Dendrograma (ligação {linkage})")
    set_link_color_palette(list(_CUT_COLOURS))
    names = [plain(name) for name in found.membership["attribute"]]
    dendrogram(tree, labels=names, orientation="left", color_threshold=cut, above_threshold_color=MUTED, ax=axes)
    set_link_color_palette(None)  # type: ignore[arg-type]
    axes.axvline(cut, color=LINE, linewidth=1, linestyle="--")
    axes.xaxis.set_major_formatter(lambda distance, _: comma(100 * (1 - distance / 2), 0))
    axes.set_xlabel("similaridade")
    axes.tick_params(axis="y", labelsize=8)
    axes.grid(visible=False)
    return png_of(figure)


def words_picture(results: SurveyResults) -> bytes:
    """Return the words that came most often (figure 16)."""
    rows = results.voices.words.head(15)
    title = "Palavras mais escritas, em aparições"
    return bar_picture(title, rows["word"].tolist(), rows["count"].tolist(), rows["count"].astype(str).tolist(), WIDTH)


def cloud_picture(results: SurveyResults) -> bytes:
    """Return the cloud of words (figure 17); the same words give the same picture."""
    from matplotlib.font_manager import findfont
    from wordcloud import WordCloud

    largest = max(results.voices.cloud.values())

    def colour(word: str, **_: object) -> str:
        share = results.voices.cloud[word] / largest
        return ACCENT if share > 0.4 else INK if share > 0.08 else MUTED

    width, height = _CLOUD_SIZE
    cloud = WordCloud(
        font_path=findfont("DejaVu Sans"), width=width, height=height, background_color="white", color_func=colour,
        random_state=_CLOUD_SEED, prefer_horizontal=0.95, relative_scaling=0.35, max_font_size=190,
        margin=5,
    )  # fmt: skip
    stream = BytesIO()
    cloud.generate_from_frequencies(dict(results.voices.cloud)).to_image().save(stream, format="PNG")
    return stream.getvalue()


def themes_picture(results: SurveyResults) -> bytes:
    """Return the themes of the comments, with what those who speak of each gave on average."""
    rows = results.voices.themes
    texts = [f"{n}, nota {comma(mean)}" for n, mean in zip(rows["comments"], rows["mean"], strict=True)]
    return bar_picture("Temas dos comentários", rows["theme"].tolist(), rows["comments"].tolist(), texts, WIDTH)
