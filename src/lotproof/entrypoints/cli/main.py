"""`lotproof`: the verbs, and nothing else."""

import typer

from lotproof import __version__
from lotproof.entrypoints.cli import (
    collect,
    identity,
    ledger,
    look,
    notifying,
    people,
    proofs,
    readings,
    running,
    setup,
)

app = typer.Typer(
    name="lotproof",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="ERP, MES and QMS in which an operation and its evidence are one thing. 证源",
)

app.command("demo")(running.demo)
app.command("serve")(running.serve)
app.command("init")(setup.init)
setup.importing.command("readings")(readings.import_readings)
app.add_typer(setup.importing, name="import")
app.add_typer(people.user, name="user")
app.add_typer(identity.identity, name="identity")
app.command("deliver")(notifying.deliver)
app.add_typer(notifying.channel, name="channel")
app.command("list")(look.list_records)
app.command("trace")(look.trace)
app.command("timeline")(look.timeline)
app.command("verify")(ledger.verify_site)
app.command("prove-reading")(proofs.prove_reading)
app.command("replay")(ledger.replay)
app.command("export")(ledger.export_site)
app.command("key")(ledger.key)
app.command("witness")(ledger.witness)
app.command("collect")(collect.collect)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    app()
