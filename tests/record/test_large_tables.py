"""Tables of many rows: their numbers are those of the rows, their cells are known without being listed, and the manifest
stays small with the rows beside it."""

from __future__ import annotations

import gzip
import hashlib
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ria_deck.data import load_tables
from ria_deck.data import table as tables_module
from ria_deck.diagnostics import BuildError, Report, Span
from ria_deck.i18n.forms.formats import Formatter
from ria_deck.model.cells import MANY, Cell, ManyCells, tables_of_cells, union
from ria_deck.model.value import Value
from ria_deck.pipeline import Options, build
from ria_deck.record import rows_beside
from ria_deck.record.changes import compare_manifests, compare_tables
from ria_deck.record.explain import as_text, find_values
from ria_deck.record.manifest import NAME, read_manifest
from ria_deck.record.publish import PREVIOUS
from ria_deck.record.rows_beside import FOLDER, RowsBeside
from ria_deck.resolve.expressions import key_index, table_view
from ria_deck.resolve.expressions.evaluator import Evaluator
from ria_deck.resolve.transforms import derived
from ria_deck.resolve.transforms.derived import columns_of, raws_in, taken
from ria_deck.resolve.transforms.summaries import summary

ROWS = 20_000  # of three columns: so many cells that they stand beside

_PACKAGE = """\
sources: [{name: s, title: Office}]
resources:
- name: t
  path: t.csv
  sources: [s]
  schema:
    primaryKey: n
    fields: [{name: n, type: integer}, {name: k}, {name: v, type: number}]
"""
_TOPIC = """\
---
claims: [{says: "{{ t.sum('v') }} in all", that: "t.sum('v') > 1"}]
---

## {{ t.sum('v') }} in all, {{ t.value('v', n=7) }} in one {#all layout=chart}

```{chart}
data: t
mark: bar
transform: [{aggregate: [{op: sum, field: v, as: total}], groupby: [k]}]
encoding: {x: {field: k, type: nominal}, y: {field: total, type: quantitative}}
alt: Bars.
```
"""


def write(root: Path, rows: Sequence[tuple[int, str, str]]) -> None:
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / "data").mkdir(exist_ok=True)
    report = "id: t\ntitle: T\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\noutputs: [pptx]\n"
    (root / "content/report.yaml").write_text(report, "utf-8")
    (root / "content/01-t.md").write_text(_TOPIC, "utf-8")
    (root / "data/datapackage.yaml").write_text(_PACKAGE, "utf-8")
    lines = "".join(f"{n},{k},{v}\n" for n, k, v in rows)
    (root / "data/t.csv").write_text(f"n,k,v\n{lines}", "utf-8")


def rows_of(count: int) -> list[tuple[int, str, str]]:
    return [(n, "ABC"[n % 3], str(n % 7)) for n in range(1, count + 1)]


def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, all cells are listed and all values made at once, as those of small tables are."""
    for module in (tables_module, table_view, key_index, derived):
        monkeypatch.setattr(module, "MANY", 10**9)


ASKED = [
    "t.sum('v')", "t.mean('v')", "t.min('v')", "t.max('v')", "t.count()", "t.sum('v', k='A')", "t.max('v', k=['A', 'C'])",
    "t.value('v', n=7) / t.sum('v')", "t.sum('v') - t.value('v', n=7)", "t.sum('v', k='A') / t.sum('v')",
    "t.sum('v') / t.sum('v', k='B')", "t.sum('v') + t.sum('n')", "t.last('v')", "t.count(k='B')", "t.has(k='B')",
    "t.sum('v') + t.sum('v')", "t.value('n', n=9) + t.sum('v')",
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_an_expression_over_many_rows_gives_what_it_gives_over_few(
    asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, rows_of(3 * MANY))

    def given() -> Value:
        report = Report()
        evaluator = Evaluator(load_tables(tmp_path, report), Formatter("en"), {}, report)
        found = evaluator.evaluate(asked, Span(path="x", line=1))
        assert not report.diagnostics
        return found if isinstance(found, Value) else Value(raw=found)

    short = given()
    if asked.startswith("t.sum('v')"):
        assert isinstance(short.cells, ManyCells)
    listed(monkeypatch)
    long = given()
    assert isinstance(long.cells, tuple)
    assert (short.raw, short.unit, short.form) == (long.raw, long.unit, long.form)
    assert tuple(short.cells) == long.cells
    assert len(short.cells) == len(long.cells)
    assert short.cells[:5] == long.cells[:5]
    assert short.cells[len(short.cells) - 1] == long.cells[-1]
    assert set(tables_of_cells(short.cells)) == set(tables_of_cells(long.cells)) == {"t"}


OPERATIONS = ["count", "valid", "missing", "distinct", "sum", "mean", "min", "max", "median", "q1", "q3", "stdev"]


@pytest.mark.parametrize("gap", [False, True], ids=["whole", "with a gap"])
@pytest.mark.parametrize("op", OPERATIONS)
def test_a_summary_of_many_rows_is_that_of_their_values(op: str, gap: bool, tmp_path: Path) -> None:
    rows = rows_of(2 * MANY)
    if gap:
        rows[5] = (6, "A", "")
    write(tmp_path, rows)
    table = load_tables(tmp_path, Report())["t"]
    assert table is not None
    held = columns_of(table).values["v"]
    some = taken(held, range(1, 2 * MANY, 2 if not gap else 1))
    values = list(some)
    assert isinstance(values[0], Value)
    assert raws_in(some) == [value.raw for value in values]
    short, long = summary(op, some), summary(op, values)
    assert (short.raw, short.unit, tuple(short.cells)) == (long.raw, long.unit, tuple(long.cells))


def test_cells_of_many_and_few_are_each_there_once(tmp_path: Path) -> None:
    write(tmp_path, rows_of(MANY + 50))
    table = load_tables(tmp_path, Report())["t"]
    assert table is not None
    chance = random.Random(1)
    for _ in range(30):
        groups = [
            table.cells_of(
                chance.choice("kv"), sorted(chance.sample(range(MANY + 50), chance.choice((3, MANY, MANY + 9))))
            )
            for _ in range(chance.randrange(2, 5))
        ]
        expected: dict[Cell, None] = {}
        for group in groups:
            expected.update(dict.fromkeys(group))
        assert list(union(*groups)) == list(expected)


def test_the_manifest_of_a_large_table_is_small_and_says_where_its_rows_are(tmp_path: Path) -> None:
    write(tmp_path, rows_of(ROWS))
    out = tmp_path / "build"
    first = build(tmp_path, Options(output=out, jobs=1))
    assert not first.failed
    assert (out / NAME).stat().st_size < 20_000
    made = read_manifest(out / NAME)
    assert made is not None
    assert made["format"] == 2
    rows = made["tables"]["t"]["rows"]
    assert isinstance(rows, RowsBeside)
    assert len(rows) == ROWS
    assert list(rows)[:2] == [[1, "B", 1], [2, "C", 2]]
    total = sum(n % 7 for n in range(1, ROWS + 1))
    told = as_text(find_values(made, str(total)), made["tables"])
    assert "  from data/t.csv, n=8, v: 1" in told
    assert f"  and from {ROWS - 8:,} more rows of data/t.csv: v" in told
    again = build(tmp_path, Options(output=out, jobs=1))  # what is taken over is as it was
    assert again.changed == ()
    assert again.after == made

    changed = rows_of(ROWS)
    changed[10] = (11, "C", "1000")
    write(tmp_path, changed)
    second = build(tmp_path, Options(output=out, jobs=1))
    assert second.before is not None
    assert second.after is not None
    files = sorted(path.name for path in (out / FOLDER).iterdir())
    assert len(files) == 2  # of this build and of the one before
    for before, after in ((second.before, second.after), (read_manifest(out / PREVIOUS), read_manifest(out / NAME))):
        assert before is not None
        assert after is not None
        found = compare_manifests(before, after)
        assert [(one.row, one.old, one.new) for one in found.tables[0].revised] == [("n=11", 4, 1000)]
        assert any(value.new == total + 996 for text in found.slides[0].texts for value in text.values)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(out / NAME, elsewhere / NAME)
    alone = read_manifest(elsewhere / NAME)
    assert alone is not None
    with pytest.raises(BuildError) as error:
        compare_manifests(made, alone)
    assert [one.code for one in error.value.diagnostics] == ["RD816"]
    assert "manifest.tables" in error.value.diagnostics[0].hint
    (out / FOLDER / files[0]).write_bytes(b"spoilt")
    (out / FOLDER / files[1]).write_bytes(b"spoilt")
    with pytest.raises(BuildError, match="can't be read from"):
        list(read_manifest(out / NAME)["tables"]["t"]["rows"])  # type: ignore[index]

    write(tmp_path, rows_of(20))
    build(tmp_path, Options(output=out, jobs=1))
    write(tmp_path, rows_of(21))
    build(tmp_path, Options(output=out, jobs=1))
    made = read_manifest(out / NAME)
    assert made is not None
    assert made["format"] == 1
    assert not (out / FOLDER).exists()


def test_rows_beside_are_compared_as_rows_in_a_manifest(tmp_path: Path) -> None:
    chance = random.Random(7)
    plain = {"path": "data/t.csv", "columns": ["n", "k", "v"], "key": ["n"]}
    for number in range(60):
        old = [[n, chance.choice("AB"), n % 5] for n in range(40)]
        new = [list(row) for row in old]
        for _ in range(chance.randrange(4)):
            edit, at = chance.choice(("gone", "new", "moved", "revised", "renamed")), chance.randrange(len(new))
            if edit == "gone":
                new.pop(at)
            elif edit == "new":
                new.insert(at, [1000 + number, "C", 9])
            elif edit == "moved":
                new.insert(chance.randrange(len(new)), new.pop(at))
            elif edit == "revised":
                new[at][2] = 99
            else:
                new[at][0] = 5000 + at
        if len({row[0] for row in new}) < len(new):
            continue
        key: Any = {} if number % 4 == 0 else {"key": ["n"]}
        inline = compare_tables({"t": {**plain, **key, "rows": old}}, {"t": {**plain, **key, "rows": new}})
        beside = compare_tables(
            {"t": {**plain, **key, "rows": RowsBeside.of("t", old)}},
            {"t": {**plain, **key, "rows": RowsBeside.of("t", new)}},
        )
        assert beside == inline, (old, new)


@pytest.mark.parametrize(
    ("file", "data", "reason"),
    [
        ("manifest.tables/t-1.json.gz", gzip.compress(b"[[1]]\n" * 1_000), "larger than any table"),
        ("manifest.tables/t-1.json.gz", gzip.compress(b"[[1]]\n")[:-9], "cut off"),
        ("../manifest.tables/t-1.json.gz", gzip.compress(b"[[1]]\n"), "beside the manifest"),
        ("manifest.tables/../../t-1.json.gz", gzip.compress(b"[[1]]\n"), "beside the manifest"),
    ],
)
def test_rows_of_a_manifest_from_elsewhere_fill_no_memory_and_lie_beside_it(
    file: str, data: bytes, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_beside, "_MOST", 1_000)
    (tmp_path / "here" / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / "here" / file).write_bytes(data)
    text = gzip.decompress(data) if "cut" not in reason else b""
    record = {"file": file, "sha256": hashlib.sha256(text).hexdigest(), "rows": 1}
    with pytest.raises(BuildError, match=reason):
        list(RowsBeside(record, [tmp_path / "here"]))
