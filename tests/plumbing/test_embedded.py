"""The embedded servers: they survive a kill on the same port with the same data, and let no stranger in."""

import asyncio
import io
import signal
import socket
import stat
import sys
import urllib.error
import urllib.request
from pathlib import Path

import nats
import pytest
from minio import Minio

from services.embedded import S3, Nats, Server
from services.process import StartError
from tests.eventually import eventually, is_alive


def client(s3: S3) -> Minio:
    address = s3.endpoint.removeprefix("http://")
    return Minio(address, access_key=s3.access_key, secret_key=s3.secret_key, secure=False, region="us-east-1")


async def killed(server: Server) -> None:
    assert server.process
    server.kill()
    await server.process.wait()


async def test_nats_comes_back_with_its_data(tmp_path: Path) -> None:
    async with Nats(tmp_path) as server:
        url = server.url
        connection = await nats.connect(url)
        stream = connection.jetstream()
        await stream.add_stream(name="KEPT", subjects=["kept"])
        await stream.publish("kept", b"before")
        await connection.close()
        await killed(server)
        await server.start()
        connection = await nats.connect(url)
        assert (await connection.jetstream().get_last_msg("KEPT", "kept")).data == b"before"
        await connection.close()


async def test_s3_comes_back_with_its_data(tmp_path: Path) -> None:
    async with S3(tmp_path) as server:
        store = client(server)
        await asyncio.to_thread(store.put_object, server.bucket, "film", io.BytesIO(b"frames"), 6)
        await killed(server)
        await server.start()
        assert (await asyncio.to_thread(store.get_object, server.bucket, "film")).data == b"frames"
        await asyncio.to_thread(store.put_object, server.bucket, "other", io.BytesIO(b"sound"), 5)


async def test_strangers_are_refused(nats_server: Nats, s3_server: S3) -> None:
    with pytest.raises(nats.errors.Error):
        await nats.connect(f"nats://127.0.0.1:{nats_server.kept.ports[0]}", allow_reconnect=False, error_cb=ignore)
    await asyncio.to_thread(client(s3_server).put_object, s3_server.bucket, "secret", io.BytesIO(b"x"), 1)
    s3, _, _, filer, _ = s3_server.kept.ports
    for address in (f"http://127.0.0.1:{s3}/matinee/secret", f"http://127.0.0.1:{filer}/buckets/matinee/secret"):
        with pytest.raises(urllib.error.HTTPError) as refusal:
            await asyncio.to_thread(urllib.request.urlopen, address, timeout=5)
        assert refusal.value.code in {401, 403}


async def ignore(_: Exception) -> None:
    """An error callback that says nothing."""


@pytest.mark.parametrize("kind", [Nats, S3])
def test_secrets_are_their_owners_alone(kind: type[Server], tmp_path: Path) -> None:
    server = kind(tmp_path)
    assert server.command.argv
    with_secret = [file for file in tmp_path.iterdir() if file.is_file() and server.kept.secret in file.read_text()]
    assert with_secret
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in with_secret)


def test_address_and_identity_are_kept(tmp_path: Path) -> None:
    assert Nats(tmp_path).url == Nats(tmp_path).url


def test_a_port_that_a_stranger_took_is_chosen_anew(tmp_path: Path) -> None:
    before = Nats(tmp_path).kept
    with socket.create_server(("127.0.0.1", before.ports[0])):
        after = Nats(tmp_path).kept
    assert after.ports != before.ports
    assert after.secret == before.secret


async def test_one_folder_has_one_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.process.LOCK_PATIENCE_S", 0.1)
    async with Nats(tmp_path):
        with pytest.raises(StartError, match="still uses"):
            await Nats(tmp_path).start()


async def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "jetstream").write_text("a file where a folder should be")
    with pytest.raises(StartError, match="JetStream"):
        await Nats(tmp_path).start()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
async def test_children_die_with_their_parent(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from services.embedded import Nats\n"
        "async def main():\n"
        "    async with Nats(Path(sys.argv[1])) as server:\n"
        "        print(server.process.pid, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout
    child = int(await parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    await parent.wait()
    await eventually(lambda: not is_alive(child))
