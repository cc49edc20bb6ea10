"""Verbs about the ledger: verify, replay, export, key, witness."""

import time
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from lotproof.adapters.export import OutputNotEmpty, export
from lotproof.adapters.ledger_view import LedgerView, NotSealed
from lotproof.adapters.verify import Report, verify
from lotproof.adapters.verify.chain import Chain
from lotproof.adapters.verify.findings import Findings
from lotproof.adapters.verify.replay import Replay
from lotproof.entrypoints.cli.common import (
    DAMAGED,
    AsJson,
    Data,
    Database,
    fail,
    notes,
    opened,
    progress_bar,
    show,
)
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.record import RECORDS
from lotproof.kernel.safety import ExportLedger
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.note import Algorithm, BadKey, VerifierKey, parse_note
from lotproof.ledger.signer import create_key_file, load_key_file
from lotproof.ledger.tree import Frontier
from lotproof.ledger.witness import Witness, make_server

SEALING_WAIT_S = 30.0


def _own_keys(plant: Plant) -> tuple[VerifierKey, ...]:
    return (load_key_file(plant.key_file).verifier,) if plant.key_file.exists() else ()


def key(data: Data) -> None:
    """Print the public key of the site's ledger: publish it where others find it."""
    path = data / "log.key"
    if not path.exists():
        fail(f"{path} does not exist; the site was not opened here")
    typer.echo(load_key_file(path).verifier.text)


def verify_site(
    data: Data,
    database: Database = None,
    as_json: AsJson = False,
    key: Annotated[
        list[str] | None,
        typer.Option("--key", help="Trusted public key of the ledger, known from elsewhere."),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", help="Your own state file: only what is new since then is read."),
    ] = None,
) -> None:
    """Check ledger and tables. Ends with 0 when whole, 1 on damage, 2 when it could not run."""
    try:
        keys = [VerifierKey.parse(text) for text in key or ()]
    except BadKey as bad:
        fail(f"--key: {bad}")
    with opened(data, database) as plant, progress_bar() as bar:
        tasks = {level: bar.add_task(level, total=None) for level in ("bytes", "replay", "files")}
        with plant.database.snapshot() as connection:
            report = verify(
                connection,
                keys=keys,
                own_keys=_own_keys(plant),
                memory=plant.memory_file,
                since=since,
                folder=plant.folder,
                progress=lambda level, done, total: bar.update(
                    tasks[level], completed=done, total=total
                ),
            )
    if as_json:
        show(msgspec.to_builtins(report) | {"whole": report.is_whole})
    else:
        _print(report)
    if not report.is_whole:
        raise typer.Exit(DAMAGED)


def _print(report: Report) -> None:
    for level, said in report.levels.items():
        typer.echo(f"{level:<12}{said}")
    for finding in report.findings:
        typer.echo(f"  {finding.level}: {finding.kind} at {finding.place}: {finding.message}")
    for each in report.erased:
        typer.echo("  part {part} of entry {entry}: erased by entry {by}".format(**each))
    typer.echo(f"{report.size} entries of {report.origin}, root {report.root}")
    if report.signed_size < report.size:
        typer.echo(f"signed: the first {report.signed_size}; no checked signature covers the rest")
    if not report.anchored:
        state = "consistent, not anchored" if report.is_whole else "not anchored"
        typer.echo(
            f"{state}: no --key from outside covers every entry;"
            f" this folder's own key is {report.key}"
        )


def replay(
    data: Data,
    database: Database = None,
    as_json: AsJson = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="A time with zone, or a tree size; now when absent."),
    ] = None,
    record: Annotated[
        str | None,
        typer.Option("--record", help="Only this kind of record, such as warehouse.lot."),
    ] = None,
) -> None:
    """Rebuild the records from the ledger alone, as they were at a moment."""
    with opened(data, database) as plant, plant.ledger() as view:
        size = _size_of(view, as_of)
        findings = Findings()
        with Replay(findings) as state:
            for read in Chain(
                view.connection,
                _own_keys(plant),
                findings,
                lambda level, done, total: None,
                (),
                Frontier(),
            ):
                if read.seq >= size:
                    break
                state.apply(read)
            kinds = [record] if record else sorted(RECORDS)
            records = {kind: dict(state.states(kind)) for kind in kinds}
    if as_json:
        show({"size": size, "records": records})
        return
    for kind, found in records.items():
        typer.echo(f"{kind:<32}{len(found):>8}")
    typer.echo(f"as of {size} entries, {state.changes} changes")


def _size_of(view: LedgerView, as_of: str | None) -> int:
    if as_of is None:
        return view.size
    if as_of.isdecimal():
        return int(as_of)
    try:
        return view.size_at(clock.text(clock.parse(as_of)))
    except ValueError:
        fail(f"--as-of {as_of}: give a time with zone like 2026-01-31T08:00:00+08:00, or a size")


def export_site(
    data: Data,
    out: Annotated[Path, typer.Argument(help="A new folder to write to.")],
    database: Database = None,
    as_json: AsJson = False,
    withhold: Annotated[
        list[str] | None,
        typer.Option(
            "--withhold", help="Part to leave out, such as input_personal; may be repeated."
        ),
    ] = None,
) -> None:
    """Write the ledger as files that check without Lotproof. The export itself is sealed first."""
    with opened(data, database) as plant, progress_bar() as bar:
        receipt = plant.do(ExportLedger(withheld=withhold or []))
        task = bar.add_task("export", total=None)
        deadline = time.monotonic() + SEALING_WAIT_S
        while not _is_sealed(plant, receipt.id):
            if time.monotonic() > deadline:
                fail("the export was recorded but is not signed yet; is the signer running?")
            time.sleep(0.05)
        with plant.ledger() as view:
            try:
                size = export(
                    view,
                    out,
                    withheld=frozenset(withhold or ()),
                    progress=lambda done, total: bar.update(task, completed=done, total=total),
                )
            except (OutputNotEmpty, OSError) as error:
                fail(str(error))
    if as_json:
        show({"size": size, "folder": str(out)})
    else:
        typer.echo(f"{size} entries in {out}")


def _is_sealed(plant: Plant, command_id: str) -> bool:
    with plant.ledger() as view:
        try:
            signed = parse_checkpoint(parse_note(view.checkpoint()).text).size
            return view.of_command(command_id).seq < signed
        except NotSealed:
            return False


def witness(
    state: Annotated[Path, typer.Option("--state", help="The witness's own folder.")],
    log: Annotated[list[str], typer.Option("--log", help="Public key of a log to witness.")],
    name: Annotated[str, typer.Option("--name", help="Name of the witness.")] = "witness.example/w",
    listen: Annotated[str, typer.Option("--listen")] = "127.0.0.1:8471",
) -> None:
    """Run a witness: it cosigns heads that extend those it saw before. Best on another machine."""
    try:
        logs = [VerifierKey.parse(text) for text in log]
        host, _, port = listen.rpartition(":")
        address = (host or "127.0.0.1", int(port))
    except (BadKey, ValueError) as bad:
        fail(f"--log or --listen: {bad}")
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = state / "witness.key"
    signing = (
        load_key_file(path) if path.exists() else create_key_file(path, name, Algorithm.COSIGNATURE)
    )
    trusted = {each.name: (each,) for each in logs}
    server = make_server(address, Witness(signing, trusted, state, lambda: int(time.time())))
    notes.print(f"witness {signing.verifier.text}", highlight=False)
    notes.print(f"listens on http://{address[0]}:{server.server_port}", highlight=False)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
