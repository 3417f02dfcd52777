from __future__ import annotations

import datetime as dt
import tracemalloc
from decimal import Decimal

import pytest

SCHEMA = """
    {primaryKey: [id], fields: [
      {name: id, type: integer},
      {name: year, type: year, constraints: {required: true}},
      {name: units, type: integer, constraints: {minimum: 0, maximum: 1000000}},
      {name: port, type: string, constraints: {enum: [Otaru, Toyama, Niigata]}},
      {name: share, type: number},
      {name: day, type: date},
      {name: code, type: string, constraints: {pattern: "[A-Z]{2}[0-9]+", unique: true, minLength: 3, maxLength: 6}},
      {name: open, type: boolean}]}"""

HEADER = "id,year,units,port,share,day,code,open\n"


def test_a_table_with_twenty_planted_faults_gives_twenty_diagnostics_each_with_row_and_column(load_one):
    rows = [
        "1,2008,10,Otaru,0.5,2008-01-02,AB1,true",  # 2: good
        "x,2008,10,Otaru,0.5,2008-01-02,AB2,true",  # 3: id no number
        "1,2008,10,Otaru,0.5,2008-01-02,AB3,true",  # 4: key twice
        "4,,10,Otaru,0.5,2008-01-02,AB4,true",  # 5: required
        "5,08,10,Otaru,0.5,2008-01-02,AB5,true",  # 6: year of two digits
        "6,2008,1.5,Otaru,0.5,2008-01-02,AB6,true",  # 7: no whole number
        '7,2008,"1,000",Otaru,0.5,2008-01-02,AB7,true',  # 8: group sign
        "8,2008,-1,Otaru,0.5,2008-01-02,AB8,true",  # 9: minimum
        "9,2008,1000001,Otaru,0.5,2008-01-02,AB9,true",  # 10: maximum
        "10,2008,10,Otar,0.5,2008-01-02,AB10,true",  # 11: enum
        "11,2008,10,Otaru,half,2008-01-02,AB11,true",  # 12: number
        "12,2008,10,Otaru,NA,2008-01-02,AB12,true",  # 13: NA that nobody declared
        "13,2008,10,Otaru,0.5,02.01.2008,AB13,true",  # 14: date guessed by nobody
        "14,2008,10,Otaru,0.5,2008-02-30,AB14,true",  # 15: no such day
        "15,2008,10,Otaru,0.5,2008-01-02,ab15,true",  # 16: pattern
        "16,2008,10,Otaru,0.5,2008-01-02,AB1,true",  # 17: unique
        "17,2008,10,Otaru,0.5,2008-01-02,AB17,yes",  # 18: boolean
        "18,2008,10,Otaru,0.5,2008-01-02,AB18,true,extra",  # 19: a cell too many
        "19,2008,10,Otaru,0.5,2008-01-02,AB19",  # 20: a cell missing
        ",2008,10,Otaru,0.5,2008-01-02,AB20,true",  # 21: empty key
        "21,2008,10,Otaru,inf,2008-01-02,AB21,true",  # 22: infinite
    ]
    loaded = load_one("t.csv", HEADER + "\n".join(rows) + "\n", SCHEMA)
    assert loaded.tables["t"] is None
    assert loaded.told == [
        ("RD320", 3, 1),
        ("RD323", 4, 1),
        ("RD321", 5, 3),
        ("RD320", 6, 3),
        ("RD320", 7, 8),
        ("RD320", 8, 8),
        ("RD326", 9, 8),
        ("RD326", 10, 8),
        ("RD324", 11, 12),
        ("RD320", 12, 18),
        ("RD320", 13, 18),
        ("RD320", 14, 22),
        ("RD320", 15, 22),
        ("RD325", 16, 33),
        ("RD322", 17, 33),
        ("RD320", 18, 38),
        ("RD315", 19, 43),
        ("RD315", 20, 33),
        ("RD323", 21, 1),
        ("RD320", 22, 18),
    ]
    assert len(loaded.told) == 20
    assert 'missingValues: ["", "NA"]' in loaded.words
    assert "did you mean `Otaru`?" in loaded.words
    assert "`groupChar`" in loaded.words


def test_good_cells_are_typed_exactly_and_keep_leading_zeros(load_one):
    text = HEADER + "1,2008,10,Otaru,0.10,2008-01-02,AB00123,false\n2,2009,,,,,,\n"
    schema = SCHEMA.replace("maxLength: 6", "maxLength: 9")
    table = load_one("t.csv", text, schema).table("t")
    first, second = table.rows
    assert first.raw("share") == Decimal("0.10")
    assert str(first.raw("share")) == "0.10"
    assert first.raw("code") == "AB00123"
    assert first.raw("day") == dt.date(2008, 1, 2)
    assert first.raw("open") is False
    assert [value.raw for value in second.values()] == [2, 2009, None, None, None, None, None, None]
    assert first["year"].form == "0"


def test_values_know_their_cells(load_one):
    table = load_one("t.csv", HEADER + "7,2008,10,Otaru,,,,\n", SCHEMA).table("t")
    [cell] = table.rows[0]["units"].cells
    assert (cell.table, cell.path, cell.row, cell.column, cell.line) == ("t", "data/t.csv", "id=7", "units", 2)
    span = table.span_of(0, "units")
    assert (span.line, span.column, span.end_column) == (2, 8, 10)


def test_texts_with_line_breaks_keep_the_lines_of_later_rows_right(load_one):
    text = 'a,b\n"one\ntwo",1\n"say ""hi""",x\n'
    loaded = load_one("t.csv", text, "{fields: [{name: a}, {name: b, type: integer}]}")
    assert loaded.told == [("RD320", 4, 14)]


def test_columns_may_stand_in_another_order_than_the_schema(load_one):
    table = load_one("t.csv", "b,a\n1,x\n", "{fields: [{name: a}, {name: b, type: integer}]}").table("t")
    assert table.column_names == ("a", "b")
    assert table.rows[0].raw("b") == 1


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("a,a", [("RD312", 1, 3), ("RD313", 1, 1)]),
        ("a,", [("RD312", 1, 3), ("RD313", 1, 1)]),
        ("a,bb", [("RD314", 1, 3), ("RD313", 1, 1)]),
        ("a", [("RD313", 1, 1)]),
        ("a,b,c", [("RD314", 1, 5)]),
        ("a;b", [("RD313", 1, 1)]),
    ],
)
def test_a_header_that_is_not_the_schemas_is_told_at_its_columns(load_one, header, expected):
    width = header.count(",")
    loaded = load_one("t.csv", header + "\n1" + ",1" * width + "\n", "{fields: [{name: a}, {name: b}]}")
    assert sorted(loaded.told) == sorted(expected), loaded.words


def test_another_delimiter_is_recognised_in_the_hint_and_taken_when_declared(load_one):
    text = "a;b\n1;2\n"
    schema = "{fields: [{name: a}, {name: b}]}"
    assert "dialect: {delimiter: ';'}" in load_one("t.csv", text, schema).words
    table = load_one("t.csv", text, schema, "dialect: {delimiter: ';'}").table("t")
    assert table.rows[0].raw("b") == "2"


def test_japanese_bytes_get_a_hint_and_are_read_when_declared(load_one):
    data = "港,値\n新潟①,1\n".encode("cp932")
    schema = "{fields: [{name: 港}, {name: 値, type: integer}]}"
    loaded = load_one("t.csv", data, schema)
    assert loaded.told == [("RD311", 1, 1)]
    assert "declare `encoding: cp932`" in loaded.words
    assert load_one("t.csv", data, schema, "encoding: cp932").table("t").rows[0].raw("港") == "新潟①"


def test_a_byte_order_mark_is_no_part_of_the_first_name(load_one):
    table = load_one("t.csv", "\ufeffa\n1\n", "{fields: [{name: a}]}").table("t")
    assert table.column_names == ("a",)


def test_declared_numbers_of_another_country_are_read(load_one):
    schema = """{fields: [{name: a, type: number, decimalChar: ",", groupChar: " "},
        {name: b, type: integer, bareNumber: false}]}"""
    table = load_one("t.csv", 'a,b\n"1 234,5",95%\n', schema).table("t")
    assert table.rows[0].raw("a") == Decimal("1234.5")
    assert table.rows[0].raw("b") == 95


def test_a_declared_date_format_is_used(load_one):
    table = load_one("t.csv", "d\n02.01.2008\n", '{fields: [{name: d, type: date, format: "%d.%m.%Y"}]}').table("t")
    assert table.rows[0].raw("d") == dt.date(2008, 1, 2)


def test_missing_values_are_those_declared(load_one):
    schema = '{missingValues: ["", "…"], fields: [{name: a, type: integer}, {name: b}]}'
    table = load_one("t.csv", "a,b\n…,NA\n,x\n", schema).table("t")
    assert [row.raw("a") for row in table.rows] == [None, None]
    assert table.rows[0].raw("b") == "NA"


def test_foreign_keys_lead_to_rows(load):
    loaded = load(
        {
            "datapackage.yaml": """
resources:
- name: ports
  path: ports.csv
  schema: {primaryKey: name, fields: [{name: name}]}
- name: cars
  path: cars.csv
  schema:
    fields: [{name: port}, {name: n, type: integer}]
    foreignKeys: [{fields: port, reference: {resource: ports, fields: name}}]
""",
            "ports.csv": "name\nOtaru\nToyama\n",
            "cars.csv": "port,n\nOtaru,1\nToyma,2\n,3\n",
        }
    )
    assert loaded.told == [("RD328", 3, 1)]
    assert "did you mean `Toyama`?" in loaded.words


def test_more_faults_than_two_hundred_are_counted(load_one):
    names = [f"c{number}" for number in range(300)]
    fields = ", ".join(f"{{name: {name}, type: integer}}" for name in names)
    loaded = load_one("t.csv", f"{','.join(names)}\n{','.join('x' for _ in names)}\n", f"{{fields: [{fields}]}}")
    assert len(loaded.told) == 201
    assert "100 more errors" in loaded.words


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('a,b\n1,"2\n3,4\n', "RD316", 2),
        ('a,b\n1,"2"x\n', "RD316", 2),
        ("", "RD312", 1),
        ("a,b\n1,\x00\n", "RD333", 2),
        ("a,b\n1,\ufffe\n", "RD333", 2),
    ],
)
def test_a_file_that_breaks_csv_is_told_with_its_line(load_one, text, code, line):
    loaded = load_one("t.csv", text, "{fields: [{name: a}, {name: b}]}")
    assert [(found, at) for found, at, _ in loaded.told] == [(code, line)]


def test_a_table_without_a_schema_is_read_with_a_warning_and_no_guesses(load):
    loaded = load(
        {
            "datapackage.yaml": "resources: [{name: t, path: t.csv}]",
            "t.csv": "year,code,day,when,n\n2008,007,2008-01-02,1/2/2008,1.5\n2009,012,2008-01-03,3/4/2008,2\n",
        }
    )
    assert loaded.codes == ["RD309"]
    table = loaded.table("t")
    assert [field.type for field in table.fields] == ["integer", "string", "date", "string", "number"]


def test_files_outside_of_the_project_are_not_read(load):
    loaded = load({"datapackage.yaml": "resources: [{name: t, path: ../../../etc/passwd, format: csv}]"})
    assert loaded.codes == ["RD002"]


def test_a_missing_file_is_told_at_its_path(load):
    loaded = load({"datapackage.yaml": "resources:\n- name: t\n  path: cars.csv\n", "car.csv": "a\n"})
    assert loaded.told == [("RD310", 3, 9)]
    assert "did you mean `car.csv`?" in loaded.words


def test_a_table_that_was_fetched_and_edited_is_a_warning(load):
    package = f"""resources:
- name: t
  path: https://example.org/t.csv
  hash: sha256:{"0" * 64}
  schema: {{fields: [{{name: a}}]}}
"""
    assert load({"datapackage.yaml": package}).codes == ["RD310"]
    assert load({"datapackage.yaml": package, "t.csv": "a\n1\n"}).codes == ["RD332"]


def test_a_hundred_thousand_rows_are_checked_with_memory_in_proportion(load_one):
    lines = [f"{i},2008,{i % 1000},Otaru,{i}.5,2008-01-02,AB{i},true" for i in range(100_000)]
    text = HEADER + "\n".join(lines) + "\n"
    schema = SCHEMA.replace("maxLength: 6", "maxLength: 9").replace("maximum: 1000000", "maximum: 1000")
    tracemalloc.start()
    table = load_one("t.csv", text, schema).table("t")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(table.rows) == 100_000
    assert peak < 60 * len(text)


@pytest.mark.parametrize(
    ("text", "told", "words"),
    [
        ("Year,units\n1,2\n", [("RD313", 1, 1)], "did you mean `Year`?"),
        ("ships by year\n\nyear,units\n1,2\n", [("RD313", 1, 1)], "declare `dialect: {headerRows: [3]}`"),
        ("Jahr,Stück\n1,2\n", [("RD313", 1, 1)], "columns in the file: `Jahr` and `Stück`"),
        ("year,units\n2025,12.5%\n", [("RD320", 2, 6)], "bareNumber: false"),
        ("year,units\n2025,1e400\n", [("RD320", 2, 6)], "write it out, or declare the column as `number`"),
        ("year,units\n2025,４１２\n", [("RD320", 2, 6)], "write `412`"),
    ],
)
def test_one_mistake_is_told_once_with_what_to_write(load_one, text, told, words):
    loaded = load_one("t.csv", text, "{fields: [{name: year, type: integer}, {name: units, type: integer}]}")
    assert loaded.told == told, loaded.words
    assert words in loaded.words


def test_header_rows_are_the_files_own_numbers_empty_lines_counted(load_one):
    text = "ships by year\n\nyear,units\n2025,2\n"
    schema = "{fields: [{name: year, type: integer}, {name: units, type: integer}]}"
    table = load_one("t.csv", text, schema, "dialect: {headerRows: [3]}").table("t")
    assert [row.raw("units") for row in table.rows] == [2]


def test_tables_that_lead_to_each_other_are_both_checked(load):
    package = """
resources:
- name: ports
  path: ports.csv
  schema:
    fields: [{name: name}, {name: owner}]
    foreignKeys: [{fields: owner, reference: {resource: owners, fields: name}}]
- name: owners
  path: owners.csv
  schema:
    fields: [{name: name}, {name: home}]
    foreignKeys: [{fields: home, reference: {resource: ports, fields: name}}]
"""
    files = {"ports.csv": "name,owner\nOtaru,A\nToyama,B\n", "owners.csv": "name,home\nA,Otaru\nC,Kure\n"}
    loaded = load({"datapackage.yaml": package, **files})
    assert [(code, line) for code, line, _ in loaded.told] == [("RD328", 3), ("RD328", 3)]
    assert "`B` is not in `owners`" in loaded.words
    assert "`Kure` is not in `ports`" in loaded.words


def test_cells_of_a_column_with_the_same_fault_are_told_once_and_counted(load_one):
    rows = ["a,1", ",n.d.", "c,n.d.", "d,x", ",n.d."]
    schema = "{fields: [{name: k, constraints: {required: true}}, {name: v, type: number}]}"
    told = load_one("t.csv", "k,v\n" + "\n".join(rows) + "\n", schema).report.diagnostics
    assert [(found.message, len(found.related)) for found in told] == [
        ("`k` is required but empty (and 1 more cell of this column)", 1),
        ("`n.d.` is not a number (and 2 more cells of this column)", 2),
        ("`x` is not a number", 0),
    ]


def test_rows_of_the_same_wrong_length_are_told_once_and_counted(load_one):
    told = load_one("t.csv", "k,v\na\nb\nc,1\n", "{fields: [{name: k}, {name: v, type: number}]}").report.diagnostics
    assert [found.message for found in told] == ["this row has 1 cell, the header has 2 (and 1 more row)"]
