"""`shopassist eval schema`: the format of dialogue scripts, for editors and other programs."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema")(schema)


def schema() -> None:
    """Print the JSON schema of a dialogue script file (one dialogue, or a list of them)."""
    import json

    from pydantic import TypeAdapter

    from eval.dialogues.format import Script

    typer.echo(json.dumps(TypeAdapter(Script | list[Script]).json_schema(), indent=2))
