"""OPC UA signed and encrypted: certificates made as the docs say, one server believed, no other."""

import asyncio
import re
import shutil
import subprocess
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
from asyncua import ua

from lotproof.adapters.collector.config import OpcUa, OpcUaTag, read_config
from lotproof.adapters.collector.opcua import OpcUaReader
from lotproof.adapters.collector.store import Store
from lotproof.adapters.collector.trouble import Trouble
from tests.collector.press import Guarded, PressServer, at
from tests.support.postgres import free_port

PAGE = Path(__file__).parents[2] / "docs/operating/collector.md"
PATIENCE_S = 60.0
POLICIES = {
    "Basic256Sha256": ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt,
    "Aes128Sha256RsaOaep": ua.SecurityPolicyType.Aes128Sha256RsaOaep_SignAndEncrypt,
    "Aes256Sha256RsaPss": ua.SecurityPolicyType.Aes256Sha256RsaPss_SignAndEncrypt,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with certificates: ours as the docs make it, a user's and two machines'."""
    folder = tmp_path_factory.mktemp("made")
    found = re.search(r"```sh\n([^`]*?openssl req .*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None, "the page does not say how a certificate is made"
    make(folder, found[1])
    for name, usage in (("user", "clientAuth"), ("press", "serverAuth"), ("other", "serverAuth")):
        words = found[1].replace("collector.key", f"{name}.key").replace("clientAuth", usage)
        make(folder, words.replace("collector.crt", f"{name}.pem"))
        (folder / f"{name}.key").rename(folder / f"{name}-key.pem")
    return folder


def make(folder: Path, words: str) -> None:
    subprocess.run(["sh", "-ec", words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store(tmp_path / "store")
    yield found
    found.close()


def config(port: int, **other: str) -> OpcUa:
    files = {
        "security": "Basic256Sha256",
        "certificate": "collector.crt",
        "key_file": "collector.key",
        "server_certificate": "press.pem",
    }
    return OpcUa(
        source="press",
        url=f"opc.tcp://127.0.0.1:{port}/",
        tags=[OpcUaTag(node="ns=2;s=T", tag="T", decimals=1)],
        interval_ms=50,
        **(files | other),  # type: ignore[arg-type] # the keys are checked where they are read
    )


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a thread of its own: in that of the tests a browser may have a loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def read(
    config: OpcUa, folder: Path, store: Store, is_enough: Callable[[list[str]], bool]
) -> list[str]:
    """Read a machine until it is enough; what the reader said."""
    said: list[str] = []

    async def reading() -> None:
        task = asyncio.create_task(OpcUaReader(config, folder, store, said.append).run())
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not is_enough(said):
                    assert not task.done(), said
                    await asyncio.sleep(0.05)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    apart(reading())
    return said


@pytest.mark.parametrize("policy", POLICIES)
def test_a_machine_that_speaks_only_encrypted_is_read(
    made: Path, store: Store, policy: str
) -> None:
    guarded = Guarded(POLICIES[policy], made / "press.pem", made / "press-key.pem")
    with PressServer(free_port(), guarded) as press:
        found = config(press.port, security=policy)
        read(found, made, store, lambda said: store.newest("press", "T") == at(0))


def test_a_machine_with_another_certificate_is_not_believed(made: Path, store: Store) -> None:
    guarded = Guarded(POLICIES["Basic256Sha256"], made / "other.pem", made / "other-key.pem")
    with PressServer(free_port(), guarded) as press:
        said = read(config(press.port), made, store, lambda said: len(said) >= 2)
        assert all("no connection" in each for each in said), said
        assert store.waiting() == []
        right = config(press.port, server_certificate="other.pem")
        read(right, made, store, lambda said: store.newest("press", "T") == at(0))


def test_a_user_can_sign_in_with_a_certificate(made: Path, store: Store) -> None:
    guarded = Guarded(
        POLICIES["Basic256Sha256"], made / "press.pem", made / "press-key.pem", made / "user.pem"
    )
    with PressServer(free_port(), guarded) as press:
        stranger = {"user_certificate": "collector.crt", "user_key_file": "collector.key"}
        said = read(config(press.port, **stranger), made, store, lambda said: len(said) >= 2)
        assert all("no connection" in each for each in said), said
        assert store.waiting() == []
        known = {"user_certificate": "user.pem", "user_key_file": "user-key.pem"}
        right = config(press.port, **known)
        read(right, made, store, lambda said: store.newest("press", "T") == at(0))


def test_nothing_of_an_encrypted_connection_can_be_read_on_the_way(
    made: Path, store: Store
) -> None:
    """The same wire shows the node's name where nothing is encrypted: it would be seen."""
    seen = {}
    for name in ("plain", "encrypted"):
        guarded = Guarded(POLICIES["Basic256Sha256"], made / "press.pem", made / "press-key.pem")
        with PressServer(free_port(), guarded if name == "encrypted" else None) as press:
            seen[name] = overheard(made, store, press, name)
    assert b"lotproof-secret-tag" in seen["plain"]
    assert b"lotproof-secret-tag" not in seen["encrypted"]
    assert len(seen["encrypted"]) > 1000


def overheard(made: Path, store: Store, press: PressServer, name: str) -> bytes:
    """What goes over the wire while a node that is not there is asked for by its name."""
    tag = OpcUaTag(node="ns=2;s=lotproof-secret-tag", tag="x", decimals=0)
    taken: list[bytes] = []
    carriers: list[asyncio.Task[None]] = []

    async def carry(near: asyncio.StreamReader, away: asyncio.StreamWriter) -> None:
        carriers.append(cast("asyncio.Task[None]", asyncio.current_task()))
        far, back = await asyncio.open_connection("127.0.0.1", press.port)

        async def pump(come: asyncio.StreamReader, go: asyncio.StreamWriter) -> None:
            try:
                while data := await come.read(65536):
                    taken.append(data)
                    go.write(data)
            finally:
                go.close()

        await asyncio.gather(pump(near, back), pump(far, away), return_exceptions=True)
        for each in (away, back):
            with suppress(ConnectionError):
                await each.wait_closed()

    async def listening() -> None:
        server = await asyncio.start_server(carry, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        found = config(port) if name == "encrypted" else OpcUa(
            source="press", url=f"opc.tcp://127.0.0.1:{port}/", tags=[tag]
        )  # fmt: skip
        found.tags = [tag]
        said: list[str] = []
        task = asyncio.create_task(OpcUaReader(found, made, store, said.append).run())
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not any(": connected" in each for each in said):
                    assert not task.done(), said
                    await asyncio.sleep(0.05)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            server.close()
            await asyncio.gather(*carriers)

    apart(listening())
    return b"".join(taken)


# --- mistakes -----------------------------------------------------------------------------------


def trouble_of(made: Path, store: Store, **other: str) -> str:
    with pytest.raises(Trouble) as found:
        OpcUaReader(config(1, **other), made, store, print)
    return found.value.text.en


def test_files_that_do_not_fit_are_told_before_anything_is_sent(made: Path, store: Store) -> None:
    assert "press-key.pem is not the key of" in trouble_of(made, store, key_file="press-key.pem")
    assert "nowhere.crt cannot be used" in trouble_of(made, store, server_certificate="nowhere.crt")
    assert "collector.key cannot be used" in trouble_of(made, store, certificate="collector.key")
    shutil.copy(made / "collector.key", made / "open.key")
    (made / "open.key").chmod(0o644)
    assert "chmod 600" in trouble_of(made, store, key_file="open.key")
    make(
        made,
        "umask 077; openssl req -x509 -newkey rsa:2048 -nodes -keyout bare.key -out bare.crt"
        " -days 1 -subj /CN=bare",
    )
    bare = {"certificate": "bare.crt", "key_file": "bare.key"}
    assert "no single URI" in trouble_of(made, store, **bare)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('security = "Basic256Sha256"', "server_certificate go together"),
        ('certificate = "collector.crt"', "server_certificate go together"),
        ('user_certificate = "user.pem"', "user_certificate and user_key_file go together"),
        ('user_certificate = "a"\nuser_key_file = "b"', "user_certificate needs security"),
        ('security = "None"', "Invalid enum value"),
    ],
)
def test_half_a_configuration_is_a_mistake(tmp_path: Path, lines: str, said: str) -> None:
    path = tmp_path / "collector.toml"
    path.write_text(
        'server = "http://x"\nstore = "s"\n[[opcua]]\nsource = "press"\nurl = "opc.tcp://x"\n'
        f'tags = [{{ node = "i=1", tag = "T", decimals = 1 }}]\n{lines}\n'
    )
    with pytest.raises(Trouble, match=said):
        read_config(path)
