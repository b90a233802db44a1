"""The command line of the evaluations: `shopassist eval ...`.

Every module in `eval/commands/` that exposes `register(app: typer.Typer) -> None` adds its
command(s) here, so that a new evaluation touches no other file:

    def register(app: typer.Typer) -> None:
        app.command("retrieval")(retrieval)

Commands take `--data-dir DIR` and, where a program would read the answer, `--json OUT`.
They return normally on success, raise `typer.Exit(1)` where the run found failures, and raise
`retrieval.errors.UserError` for wrong use (the caller shows its line and exits with 2). Heavy
imports belong inside the command function, so that `--help` stays quick.
"""

from importlib import import_module
from pkgutil import iter_modules

import typer

from eval import commands


def build_app() -> typer.Typer:
    """Assemble the command line from the modules in `eval/commands/`.

    >>> "dialogues" in {command.name for command in build_app().registered_commands}
    True
    """
    evaluations = typer.Typer(
        name="eval",
        help="Measure the assistant: scripted dialogues, retrieval, understanding, orders.",
        no_args_is_help=True,
        add_completion=False,
    )
    for module in sorted(info.name for info in iter_modules(commands.__path__)):
        import_module(f"{commands.__name__}.{module}").register(evaluations)
    return evaluations


app = build_app()
