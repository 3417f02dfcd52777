"""What a process or the cache keeps of files is believed only while it is what the files say."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ria_deck.pipeline import Options, build
from ria_deck.record.inputs import input_hashes


def small(root: Path, body: str) -> Path:
    for name in ("content/images", "data", "templates"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "content/report.yaml").write_text(
        "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\noutputs: [pptx]\n",
        "utf-8",
    )
    (root / "content/a.md").write_text(body, "utf-8")
    return root


def deck(root: Path) -> bytes:
    made = build(root, Options(output=root / "build", jobs=1))
    assert not made.failed, made.diagnostics
    return (root / "build/t.en.pptx").read_bytes()


def picture(root: Path) -> None:
    from PIL import Image

    Image.radial_gradient("L").convert("RGB").save(root / "content/images/p.png")
    (root / "content/images/credits.yaml").write_text(
        "p.png: {credit: A, licence: CC0, source: 'https://example.org'}\n", "utf-8"
    )


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: data[:-9] + b"123456789", lambda _: b""]
)
def test_a_kept_picture_that_is_not_whole_is_made_anew(tmp_path: Path, damage: object) -> None:
    root = small(tmp_path, "## A {layout=picture}\n\n![p](images/p.png)\n")
    picture(root)
    first = deck(root)
    [kept] = (root / "build/.cache/pictures").iterdir()
    kept.write_bytes(damage(kept.read_bytes()))  # type: ignore[operator]
    (root / "build/.cache/variants.json").unlink()
    assert deck(root) == first


def land(side: int) -> str:
    ring = [[2, 2], [side, 2], [side, side], [2, side], [2, 2]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_a_base_map_replaced_under_its_name_is_read_again(tmp_path: Path) -> None:
    block = "points: {data: t, lat: lat, lon: lon, label: k}\nextent: [0, 0, 9, 9]\nalt: A\n"
    body = f"## A {{layout=map}}\n\n```{{map}}\n{block}```\n"
    root = small(tmp_path, body)
    (root / "data/t.csv").write_text("k,lat,lon\nA,1,1\nB,8,8\n", "utf-8")
    fields = "[{name: k}, {name: lat, type: number}, {name: lon, type: number}]"
    (root / "data/datapackage.yaml").write_text(
        f"resources: [{{name: t, title: T, path: t.csv, schema: {{fields: {fields}}}}}]\n", "utf-8"
    )
    (root / "templates/theme.yaml").write_text("ria: {base-map: land.json}\n", "utf-8")
    (root / "templates/land.json").write_text(land(4), "utf-8")
    first = deck(root)
    (root / "templates/land.json").write_text(land(7), "utf-8")
    second = deck(root)
    assert second != first
    (root / "templates/land.json").write_text(land(4), "utf-8")
    assert deck(root) == first


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_in_place_of_a_picture_is_not_waited_for(tmp_path: Path) -> None:
    root = small(tmp_path, "## A {layout=picture}\n\n![p](images/p.png)\n")
    picture(root)
    (root / "content/images/p.png").unlink()
    os.mkfifo(root / "content/images/p.png")
    made = build(root, Options(output=root / "build", jobs=1))
    assert made.failed
    assert {found.code for found in made.diagnostics} <= {"RD050", "RD163", "RD561"}


def test_a_file_of_gigabytes_is_hashed_in_pieces(tmp_path: Path) -> None:
    root = small(tmp_path, "## A\n\n- a\n")
    with (root / "content/huge.bin").open("wb") as file:
        file.truncate(300 * 2**20)  # sparse: read whole, it would be 300 MB of memory
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "content/huge.bin" in input_hashes(root)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("is typed", "was typed"),
        lambda text: json.dumps({name: [] for name in json.loads(text)}),
        lambda text: json.dumps({name: {**entry, "more": 1} for name, entry in json.loads(text).items()}),
        lambda text: json.dumps(list(json.loads(text).values())),
        lambda text: text[:-9],
    ],
)
def test_what_was_told_of_a_kept_variant_is_believed_only_whole(tmp_path: Path, damage: Callable[[str], str]) -> None:
    root = small(tmp_path, "## A {#a}\n\n- There were 300 of them.\n")
    kept = root / "build/.cache/variants.json"

    def told() -> list[str]:
        return [one.message for one in build(root, Options(output=root / "build", jobs=1)).diagnostics]

    first = told()
    assert first == ["`300` is typed, and won't change with the data"]
    kept.write_text(damage(kept.read_text("utf-8")), "utf-8")
    assert told() == first
    assert told() == first
