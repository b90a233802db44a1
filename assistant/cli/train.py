"""`shopassist train`: learns what the product needs to have learned."""

import typer

from assistant.cli import train_reranker, train_responder
from assistant.cli.options import DATA_DIR

app = typer.Typer(help="Train the parts that learn.", no_args_is_help=True)
train_responder.register(app)
train_reranker.register(app)


@app.command()
def understanding(data_dir: DATA_DIR = None) -> None:
    """Train the intent classifier on the shipped examples, for the embedding model in use.

    Its accuracy is measured on held-out examples. The result is kept in the data directory and
    takes the place of the shipped classifier there.
    """
    from rich.console import Console

    from assistant.models.weights import spoken
    from assistant.settings import Settings
    from assistant.understanding.training import classifier_file, train
    from retrieval.embedding_models import find_model, prepare
    from retrieval.embeddings import Embedder

    settings = Settings.for_data_dir(data_dir)
    console = Console(highlight=False)
    model = find_model(settings.embedding_model)
    embedder = Embedder(
        model, lambda: prepare(model, settings.models_dir, spoken(model.name, console.print))
    )
    with console.status("Training the intent classifier"):
        classifier, report = train(embedder)
    path = classifier_file(settings.data_dir / "understanding", embedder)
    classifier.save(path)
    console.print(
        f"{report.examples:,} examples; {report.accuracy:.1%} of those held out are told apart; "
        f"kept in {path}"
    )
