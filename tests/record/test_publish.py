"""Deliverables are published together, and nobody's work is lost."""

import json

import pytest

from ria_deck.diagnostics import Report
from ria_deck.record.manifest import OutputRecord, build_manifest, sha256
from ria_deck.record.publish import publish_set
from ria_deck.source.files import TEMPORARY, publish, sweep


def manifest(**files: bytes) -> dict:
    made = {"edition": "", "language": "en", "output": "pptx"}
    outputs = [OutputRecord(path=path, sha256=sha256(data), bytes=len(data), **made) for path, data in files.items()]
    return build_manifest(program="test", inputs={}, tables={}, decks=[], outputs=outputs)


def test_only_files_that_change_are_written(tmp_path) -> None:
    report = Report()
    first = publish_set(tmp_path, {"a": b"1", "b": b"2"}, manifest(a=b"1", b=b"2"), [], report)
    second = publish_set(tmp_path, {"a": b"1", "b": b"3"}, manifest(a=b"1", b=b"3"), [], report)
    assert (first, second) == (["a", "b"], ["b"])
    assert not report.diagnostics


def test_an_edited_deliverable_is_kept_beside_with_a_warning(tmp_path) -> None:
    report = Report()
    publish_set(tmp_path, {"deck.pptx": b"1"}, manifest(**{"deck.pptx": b"1"}), [], report)
    (tmp_path / "deck.pptx").write_bytes(b"edited")
    publish_set(tmp_path, {"deck.pptx": b"2"}, manifest(**{"deck.pptx": b"2"}), [], report)
    assert (tmp_path / "deck.edited-1.pptx").read_bytes() == b"edited"
    assert [found.code for found in report.diagnostics] == ["RD801"]
    assert report.diagnostics[0].hint.startswith(f"`ria-deck pull {tmp_path / 'deck.edited-1.pptx'}`")


def test_what_the_report_no_longer_lists_goes_away(tmp_path) -> None:
    publish_set(tmp_path, {"old/x": b"1"}, manifest(**{"old/x": b"1"}), [], Report())
    publish_set(tmp_path, {}, manifest(), ["old/x"], Report())
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", "manifest.json"]


def test_the_manifest_before_is_kept(tmp_path) -> None:
    publish_set(tmp_path, {"a": b"1"}, manifest(a=b"1"), [], Report())
    publish_set(tmp_path, {"a": b"2"}, manifest(a=b"2"), [], Report())
    kept = json.loads((tmp_path / ".cache/manifest.previous.json").read_text())
    assert kept["outputs"][0]["sha256"] == sha256(b"1")


def test_a_set_that_can_not_be_written_leaves_everything_as_it_was(tmp_path) -> None:
    good, bad = tmp_path / "a", tmp_path / "folder"
    good.write_bytes(b"before")
    (bad / "x").mkdir(parents=True)
    with pytest.raises(OSError, match="too long"):
        publish({good: b"after", bad / "x" / ("n" * 300): b"too long a name"})
    assert good.read_bytes() == b"before"
    assert not list(tmp_path.rglob(TEMPORARY + "*"))


def test_what_a_killed_build_left_is_swept_up(tmp_path) -> None:
    left = tmp_path / f"{TEMPORARY}999999999-deck.pptx"
    left.write_bytes(b"half")
    sweep(tmp_path)
    assert not left.exists()
