"""What an operator watches, in Prometheus' format; a registry of its own for every app."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.state import Turn

_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 8, 15, 30, 60)


class Metrics:
    """Counters of one app.

    >>> metrics = Metrics()
    >>> metrics.unfinished("failed")
    >>> 'shopassist_turns_total{intent="",outcome="failed",source=""} 1.0' in metrics.text()
    True
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = Counter(
            "shopassist_turns",
            "Turns by what was wanted, who wrote the words and how it ended.",
            ["intent", "source", "outcome"],
            registry=self._registry,
        )
        self._checks = Counter(
            "shopassist_checks",
            "Sentences of the model by what verification did with them.",
            ["outcome"],
            registry=self._registry,
        )
        self._delays = {
            name: Histogram(
                f"shopassist_{name}_seconds",
                f"From the message's arrival to the {words}.",
                buckets=_SECONDS,
                registry=self._registry,
            )
            for name, words in {
                "first_card": "first product card",
                "first_sentence": "first words",
                "total": "end of the reply",
            }.items()
        }
        self.in_flight = Gauge(
            "shopassist_turns_in_flight", "Turns being answered now.", registry=self._registry
        )
        self.model_up = Gauge(
            "shopassist_model_up", "Whether the language model answers.", registry=self._registry
        )

    def finished(self, turn: Turn) -> None:
        """Count an answered turn."""
        self._turns.labels(turn.understanding.intent, turn.source, "answered").inc()
        for check in turn.checks:
            self._checks.labels(check.outcome).inc()
        for name, histogram in self._delays.items():
            milliseconds = getattr(turn.timings, name)
            if milliseconds is not None:
                histogram.observe(milliseconds / 1000)

    def unfinished(self, outcome: str) -> None:
        """Count a turn without a reply: `failed` or `unanswered`."""
        self._turns.labels("", "", outcome).inc()

    def text(self) -> str:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry).decode()
