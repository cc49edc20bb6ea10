"""`lotproof`: the verbs, and nothing else."""

import typer

from lotproof import __version__
from lotproof.entrypoints.cli import identity, ledger, look, people, running, setup

app = typer.Typer(
    name="lotproof",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="ERP, MES and QMS in which an operation and its evidence are one thing. 证源",
)

app.command("demo")(running.demo)
app.command("serve")(running.serve)
app.command("init")(setup.init)
app.add_typer(setup.importing, name="import")
app.add_typer(people.user, name="user")
app.add_typer(identity.identity, name="identity")
app.command("list")(look.list_records)
app.command("trace")(look.trace)
app.command("timeline")(look.timeline)
app.command("verify")(ledger.verify_site)
app.command("replay")(ledger.replay)
app.command("export")(ledger.export_site)
app.command("key")(ledger.key)
app.command("witness")(ledger.witness)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    app()
