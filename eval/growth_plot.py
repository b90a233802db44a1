"""Draws what a catalog costs as it grows."""

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from eval.drawing import save
from eval.growth import Growth

_INCHES = (12, 3.6)


def draw(rows: Sequence[Growth], path: Path) -> None:
    """Draw time, latency, memory and disk over the number of products, on logarithmic scales.

    Raises:
        UserError: The file cannot be written, or its ending names no kind of picture.
    """
    sizes = [row.products for row in rows]
    panels: dict[str, dict[str, list[float | None]]] = {
        "indexing, seconds": {
            "first": [row.indexing.first_s for row in rows],
            "unchanged": [row.indexing.unchanged_s for row in rows],
            "one price changed": [row.indexing.one_price_s for row in rows],
        },
        "95th percentile, ms": {
            "search": [row.serving.search_ms for row in rows],
            "words": [row.serving.words_ms for row in rows],
            "meaning": [row.serving.meaning_ms for row in rows],
            "a filter": [row.serving.filter_ms for row in rows],
        },
        "memory, MB": {
            "to index (peak)": [row.indexing.peak_mb for row in rows],
            "to serve": [row.serving.memory_mb for row in rows],
        },
        "disk, MB": {part: [row.disk_mb[part] for row in rows] for part in rows[0].disk_mb},
    }
    figure = Figure(_INCHES, layout="constrained")
    for axes, (title, lines) in zip(figure.subplots(1, len(panels)), panels.items(), strict=True):
        for name, values in lines.items():
            axes.loglog(sizes, values, marker="o", label=name)
        axes.set(title=title, xlabel="products")
        axes.grid(visible=True, alpha=0.3)
        axes.legend(fontsize="small")
    save(figure, path)
