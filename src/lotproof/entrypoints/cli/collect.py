"""`lotproof collect`: the edge collector."""

import asyncio
import logging
import os
import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from lotproof.adapters.collector.config import read_config
from lotproof.adapters.collector.run import Collector, collect_once, link_of
from lotproof.adapters.collector.secret_files import token_of
from lotproof.adapters.collector.store import Store
from lotproof.adapters.collector.trouble import Trouble
from lotproof.entrypoints.cli.common import AsJson, fail, notes, show
from lotproof.kernel import clock


def collect(
    config: Annotated[Path, typer.Argument(help="TOML file: server, store, what is read.")],
    once: Annotated[
        bool, typer.Option("--once", help="Take in the CSV files, send all there is, and end.")
    ] = False,
    aside: Annotated[
        bool, typer.Option("--aside", help="Only show what was put aside, and why.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="First put refused batches back, to be sent again.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read machines and logger files and send their readings; survives what interrupts it."""
    try:
        # Its remarks on sessions are for programmers; what matters comes as an error.
        logging.getLogger("asyncua").setLevel(logging.ERROR)
        found, folder = read_config(config), config.resolve().parent
        store = Store(folder / found.store)
        if aside:
            _show_aside(store, as_json=as_json)
            return
        link = link_of(found, folder, token_of(found, folder, os.environ))
        if again:
            _say(f"put back 已放回: {store.put_back()}")
        if not once:
            asyncio.run(_run(Collector(found, folder, store, link, _say)))
        elif not collect_once(found, folder, store, link, _say):
            standing = store.standing()
            fail(
                f"{standing.readings} readings could not be sent and are kept; run it again\n"
                f"{standing.readings} 条读数未能发送，已保存；请重新运行"
            )
        store.close()
    except Trouble as trouble:
        fail(str(trouble))
    except sqlite3.Error as error:
        fail(
            f"the store cannot be written: {error}; make room or repair the disk\n"
            f"无法写入存储文件：{error}；请清理空间或检查磁盘"
        )


async def _run(collector: Collector) -> None:
    await collector.run()


def _show_aside(store: Store, *, as_json: bool) -> None:
    found = [each._asdict() | {"kept_at": clock.text(each.kept_at)} for each in store.aside()]
    if as_json:
        show(found)
        return
    for each in found:
        typer.echo(f"{each['kept_at']} {each['source']} {each['why']}\n  {each['content']}")


def _say(line: str) -> None:
    notes.print(line, markup=False, highlight=False, soft_wrap=True)
