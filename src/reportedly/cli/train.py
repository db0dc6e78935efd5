"""`train`: models of a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.options import Model

train_app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Fit models on corpora of your own."
)


@train_app.command("claims")
def claims(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS",
            help="JSON lines with doc_id, text, and attributions: spans of source, cue, content.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="MODEL", help="Write the model here.")
    ] = Path("claims_model.json"),
    epochs: Annotated[int, typer.Option(min=1, max=200, help="Times over the corpus.")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same model.")] = 7,
    model: Model = None,
) -> None:
    """Fit the tagger of claims; read with it by `reportedly read --claims-model MODEL`."""
    import msgspec

    from reportedly.extraction.attribution.fitting import Settings, fit, read_examples
    from reportedly.language.pipeline import Pipeline

    if not output.parent.is_dir():
        raise typer.BadParameter(f"{output.parent} is no folder", param_hint="--output")

    def tell(progress: str) -> None:
        typer.echo(f"reportedly: {progress}", err=True)

    examples = read_examples(corpus, Pipeline(model))
    fitted = fit(examples, corpus.stem, Settings(epochs=epochs, seed=seed), tell)
    output.write_bytes(msgspec.json.encode(fitted) + b"\n")
    tell(f"{output}: {fitted.provenance['numbers']} numbers")
