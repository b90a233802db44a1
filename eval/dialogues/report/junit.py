"""The run as JUnit XML, which CI systems show: one suite a dialogue, one case a turn."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eval.dialogues.results import DialogueResult, RunResult, TurnResult

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(run: RunResult) -> str:
    """Return the run as JUnit XML.

    Characters that XML cannot hold (a script may send any) are shown as U+FFFD.
    """
    root = Element("testsuites", name="dialogues")
    for dialogue in run.dialogues:
        _suite(root, dialogue)
    for name in run.skipped:
        suite = SubElement(root, "testsuite", name=_clean(name), tests="1", skipped="1")
        case = SubElement(suite, "testcase", classname=_clean(name), name="dialogue")
        SubElement(case, "skipped", message="needs a language model")
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, dialogue: DialogueResult) -> None:
    failed = sum(not turn.passed for turn in dialogue.turns)
    suite = SubElement(
        root,
        "testsuite",
        name=_clean(dialogue.name),
        tests=str(len(dialogue.turns)),
        failures=str(failed),
        time=f"{sum(_seconds(turn) for turn in dialogue.turns):.3f}",
    )
    for number, turn in enumerate(dialogue.turns, start=1):
        case = SubElement(
            suite,
            "testcase",
            classname=_clean(dialogue.name),
            name=_clean(f"turn {number}: {turn.shopper}"),
            time=f"{_seconds(turn):.3f}",
        )
        if not turn.passed:
            failure = SubElement(case, "failure", message=_clean(turn.failures[0]))
            failure.text = _clean("\n".join([*turn.failures, "", f"reply: {turn.reply}"]))


def _seconds(turn: TurnResult) -> float:
    return (turn.timings.total or 0.0) / 1000


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
