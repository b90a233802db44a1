"""The report on ways to search, compared on judged queries over the same catalog."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.errors import UserError
from retrieval.judgements import Judged
from retrieval.measures import MEASURES, Figures, compare

DEPTH = 100


def report(
    judged: Judged, found: Mapping[str, Figures], main: str, embedding_model: str
) -> dict[str, Any]:
    """The figures of the main configuration, then those of each, with every query.

    Args:
        judged: What was measured on.
        found: Figures by configuration.
        main: The configuration whose figures stand first, and are compared with the others'.
        embedding_model: The name of the model that the index was made with.
    """
    return {
        **found[main].summary(),
        "configuration": main,
        "embedding_model": embedding_model,
        "configurations": {
            name: {
                **figures.summary(),
                "intervals_95": {each: figures.interval(each) for each in MEASURES},
                "per_query": {
                    query: {"text": judged.queries[query], **values}
                    for query, values in figures.per_query.items()
                },
            }
            for name, figures in found.items()
        },
        "comparisons": {
            f"{main} against {name}": {
                "gain": result.gain,
                "p_value": result.p_value,
                "wins": result.wins,
                "losses": result.losses,
                "ties": result.ties,
            }
            for name, figures in found.items()
            if name != main
            for result in [compare(found[main], figures)]
        },
    }


def plot(judged: Judged, found: Mapping[str, Figures], main: str, path: Path) -> None:
    """Draw the means with their 95 % intervals, and what each query gains by the main way.

    Args:
        judged: What was measured on.
        found: Figures by configuration.
        main: The configuration that the others are compared with.
        path: The file; its ending says the format (`.png`, `.svg`, `.pdf`).

    Raises:
        UserError: The file cannot be written, or nobody knows its format.
    """
    from matplotlib.figure import Figure

    others = [name for name in found if name != main]
    sheet = Figure(figsize=(9, 3.2 * (1 + len(others))), layout="constrained")
    means, *gains = sheet.subplots(1 + len(others), 1, squeeze=False)[:, 0]
    for number, (name, figures) in enumerate(found.items()):
        heights = [figures.mean(measure) for measure in MEASURES]
        intervals = [figures.interval(measure) for measure in MEASURES]
        reach = [
            [mean - low for mean, (low, _) in zip(heights, intervals, strict=True)],
            [high - mean for mean, (_, high) in zip(heights, intervals, strict=True)],
        ]
        width = 0.8 / len(found)
        places = [place + width * number for place in range(len(MEASURES))]
        means.bar(places, heights, width, yerr=reach, capsize=3, label=name)
    means.set_xticks([place + 0.4 - 0.4 / len(found) for place in range(len(MEASURES))], MEASURES)
    means.set_ylim(0, 1)
    means.set_title(f"{len(judged.queries)} queries, means with 95 % intervals")
    means.legend(loc="lower right", ncols=len(found))
    for axes, name in zip(gains, others, strict=True):
        result = compare(found[main], found[name])
        changed = [*result.wins.values(), *reversed(result.losses.values())]
        axes.bar(
            range(len(changed)), changed, color=["C2" if each > 0 else "C3" for each in changed]
        )
        axes.set_title(
            f"ndcg@10, {main} less {name}: {len(result.wins)} queries better, "
            f"{len(result.losses)} worse, {result.ties} equal (p = {result.p_value:.3f})"
        )
        axes.set_xticks([])
    try:
        sheet.savefig(path)
    except (OSError, ValueError) as error:
        raise UserError(f"cannot write {path}: {error}") from error
