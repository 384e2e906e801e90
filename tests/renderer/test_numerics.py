"""The numerics class and the digest of weights change with what they stand for, and with nothing else."""

from pathlib import Path

from services.renderer.numerics import numerics_class, weights_digest


def test_the_class_changes_with_dtypes_and_threads() -> None:
    classes = {numerics_class("float32", 1), numerics_class("float32", 2), numerics_class("bfloat16", 1)}
    assert len(classes) == 3
    assert numerics_class("float32", 1) in classes


def test_the_digest_changes_with_a_name_or_a_byte(tmp_path: Path) -> None:
    (tmp_path / "vae").mkdir()
    weights = tmp_path / "vae" / "model.safetensors"
    weights.write_bytes(b"one")
    first = weights_digest(tmp_path)
    assert weights_digest(tmp_path) == first
    (tmp_path / "README.md").write_text("not weights")
    assert weights_digest(tmp_path) == first
    weights.write_bytes(b"two")
    second = weights_digest(tmp_path)
    weights.rename(tmp_path / "vae" / "other.safetensors")
    assert len({first, second, weights_digest(tmp_path)}) == 3


def test_a_file_that_the_cache_names_by_its_digest_is_not_read(tmp_path: Path) -> None:
    blob, folder = tmp_path / "blobs" / ("ab" * 32), tmp_path / "snapshot"
    blob.parent.mkdir()
    folder.mkdir()
    blob.write_bytes(b"whatever")
    (folder / "model.safetensors").symlink_to(blob)
    first = weights_digest(folder)
    blob.write_bytes(b"else")
    assert weights_digest(folder) == first
