from __future__ import annotations

import pytest

PACKAGE = """
name: report-data
sources:
- {name: customs, title: Japan Customs, path: "https://www.customs.go.jp/", "ria:titles": {ja: 財務省貿易統計}}
- {name: jnto, title: JNTO, ria: {titles: {ja: 日本政府観光局}, language: en}}
licenses:
- {name: CC-BY-4.0, title: Creative Commons Attribution 4.0}
resources:
- name: used-cars
  title: Used cars
  path: cars.csv
  sources: [customs, {name: jnto}]
  schema:
    primaryKey: [year, port]
    fields:
    - {name: year, type: year, title: Year}
    - {name: port}
    - {name: port_ja}
    - {name: units, type: integer, unit: cars}
  ria: {translations: {port: {ja: port_ja}}, as_of: 2026-06-22}
"""
CARS = "year,port,port_ja,units\n2008,Otaru,小樽,10\n2008,Toyama,富山,20\n"


def test_a_package_gives_its_resources_sources_and_licences(load):
    loaded = load({"datapackage.yaml": PACKAGE, "cars.csv": CARS})
    table = loaded.table("used_cars")
    package = loaded.tables.package
    assert list(package.resources) == ["used-cars"]
    assert package.sources["customs"].titles == {"ja": "財務省貿易統計"}
    assert package.sources["jnto"].titles == {"ja": "日本政府観光局"}
    assert package.sources["jnto"].language == "en"
    assert package.resources["used-cars"].sources == ("customs", "jnto")
    assert [licence.name for licence in package.resources["used-cars"].licenses] == ["CC-BY-4.0"]
    assert str(package.resources["used-cars"].as_of) == "2026-06-22"
    assert table.unit("units") == "cars"
    assert table.key == ("year", "port")
    assert table.rows[1].row_key == "2008-Toyama"
    assert table.row_key(1) == "year=2008, port=Toyama"
    assert table.localised("port", "ja") == "port_ja"
    assert table.localised("port", "ja-JP") == "port_ja"
    assert table.localised("port", "ru") == "port"


def test_the_manifest_gets_every_row_of_the_tables_that_were_read(load):
    loaded = load({"datapackage.yaml": PACKAGE, "cars.csv": CARS})
    assert loaded.tables.records() == {
        "used-cars": {
            "path": "data/cars.csv",
            "columns": ["year", "port", "port_ja", "units"],
            "types": ["year", "string", "string", "integer"],
            "units": ["", "", "", "cars"],
            "key": ["year", "port"],
            "rows": [[2008, "Otaru", "小樽", 10], [2008, "Toyama", "富山", 20]],
        }
    }


def test_json_descriptions_are_read_too(load):
    text = '{\n  "resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a"}]}}]\n}\n'
    assert load({"datapackage.json": text, "t.csv": "a\n1\n"}).table("t").rows[0].raw("a") == "1"


def test_a_project_without_data_has_no_tables(load):
    loaded = load({})
    assert len(loaded.tables) == 0
    assert loaded.codes == []


@pytest.mark.parametrize(
    ("line", "code", "column", "words"),
    [
        ("titel: x", "RD302", 3, "did you mean `title`?"),
        ("sources: [custom]", "RD307", 13, "did you mean `customs`?"),
        ("schema: {fields: [{name: a, type: intger}]}", "RD304", 37, "did you mean `integer`?"),
        ("schema: {fields: [{name: a}], primaryKey: b}", "RD307", 45, "no field `b`"),
        ("schema: {fields: [{name: a}, {name: a}]}", "RD305", 32, "duplicate field `a`"),
        ("schema: {fields: [{name: a, constraints: {patern: x}}]}", "RD302", 45, "did you mean `pattern`?"),
        ("schema: {fields: [{name: a, constraints: {pattern: '['}}]}", "RD304", 54, "invalid regular expression"),
        ("schema: {fields: [{name: a, type: integer, constraints: {minimum: x}}]}", "RD304", 69, "not a whole number"),
        ("schema: other.json", "RD304", 11, "references to other files"),
        ("encoding: utf8000", "RD304", 13, "unknown encoding"),
        ("hash: sha256:12", "RD304", 9, "hexadecimal"),
        ("dialect: {delimiter: '::'}", "RD304", 24, "one character"),
        ("format: ods", "RD308", 11, "save it as .xlsx"),
        ("data: [[1]]", "RD308", 3, "inline"),
        ("ria: {translations: {a: {ja: a}}, asof: 2026-01-01}", "RD302", 37, "did you mean `as_of`?"),
        ("ria: {as_of: soon}", "RD304", 16, "must be a date"),
    ],
)
def test_faults_of_the_description_are_told_at_their_place(load, line, code, column, words):
    schema = "" if line.startswith(("schema", "data")) else "  schema: {fields: [{name: a}]}\n"
    package = f"sources: [{{name: customs, title: C}}]\nresources:\n- name: t\n  path: t.csv\n  {line}\n{schema}"
    loaded = load({"datapackage.yaml": package, "t.csv": "a\n1\n"})
    assert loaded.told == [(code, 5, column)], loaded.words
    assert words in loaded.words


def test_properties_of_other_namespaces_are_let_pass(load):
    package = "resources: [{name: t, path: t.csv, x-note: 1, 'dc:creator': me, schema: {fields: [{name: a}]}}]"
    assert load({"datapackage.yaml": package, "t.csv": "a\n1\n"}).codes == []


@pytest.mark.parametrize("name", ["report", "edition", "language", "change", "loop", "a b-c!", "not"])
def test_names_that_expressions_use_already_are_refused(load, name):
    loaded = load(
        {"datapackage.yaml": f"resources: [{{name: {name!r}, path: t.csv, schema: {{fields: [{{name: a}}]}}}}]"}
    )
    assert loaded.codes == ["RD306"]


def test_two_names_that_become_one_in_expressions_are_refused(load):
    entry = "{{name: {}, path: t.csv, schema: {{fields: [{{name: a}}]}}}}"
    package = f"resources: [{entry.format('a-b')}, {entry.format('a.b')}]"
    loaded = load({"datapackage.yaml": package, "t.csv": "a\n1\n"})
    assert loaded.codes == ["RD305"]


def test_faults_of_the_description_are_not_followed_by_faults_of_the_table(load):
    package = "resources: [{name: t, path: t.csv, schema: {fields: [{name: a, type: intger}]}}]"
    loaded = load({"datapackage.yaml": package, "t.csv": "a,b\n1,2,3\n"})
    assert loaded.codes == ["RD304"]
    assert loaded.tables["t"] is None


OTHERS = """
name: prices
related: [{title: More}]
contributor: []
views: [{name: graph}]
resources:
- path: monthly-prices.csv
  views: []
  sources: [{title: Home prices, path: 'https://example.org/a'}]
  schema:
    fields:
    - {name: Date, type: date, format: any, dimension: true}
    - {name: Price, type: number, dimension: false}
- name: 2021-3-prices
  path: prices.csv
  sources: [{title: Home prices, path: 'https://example.org/b'}, {title: Home prices, path: 'https://example.org/a'}]
  schema: {fields: [{name: a}]}
"""


def test_packages_of_other_programs_are_read_as_they_are(load):
    files = {"monthly-prices.csv": "Date,Price\n1987-01-01,100.5\n", "prices.csv": "a\n1\n"}
    loaded = load({"datapackage.yaml": OTHERS, **files})
    package = loaded.tables.package
    assert [(told.severity.name, told.code, told.message) for told in loaded.report.diagnostics] == [
        ("NOTE", "RD303", "resource 1 has no `name`: it is called `monthly-prices`, as its file is"),
        ("NOTE", "RD306", "the table `2021-3-prices` is `t_2021_3_prices` in expressions"),
        ("NOTE", "RD302", "nothing is read from `related`, `contributor`, `views` and `dimension`"),
    ]
    assert str(loaded.table("monthly_prices").rows[0].raw("Date")) == "1987-01-01"
    assert loaded.table("t_2021_3_prices").rows[0].raw("a") == "1"
    assert package.resources["monthly-prices"].sources == ("Home prices",)
    assert package.resources["2021-3-prices"].sources == ("Home prices (2)", "Home prices")
    assert [(source.title, source.path) for source in package.sources.values()] == [
        ("Home prices", "https://example.org/a"),
        ("Home prices", "https://example.org/b"),
    ]


def test_a_date_of_any_form_is_read_in_the_standard_form_only(load):
    package = "resources: [{name: t, path: t.csv, schema: {fields: [{name: a, type: date, format: any}]}}]"
    loaded = load({"datapackage.yaml": package, "t.csv": "a\n03/04/2020\n"})
    assert loaded.codes == ["RD320"], loaded.words


def test_a_resource_without_a_name_and_file_is_an_error(load):
    assert load({"datapackage.yaml": "resources: [{path: 'a b!.csv', schema: {fields: [{name: a}]}}]"}).codes == [
        "RD303"
    ]


def test_a_key_misspelt_in_many_fields_is_one_message(load):
    package = PACKAGE.replace("{name: port}", "{name: port, titel: A}").replace(
        "type: year, title", "type: year, titel"
    )
    told = load({"datapackage.yaml": package, "cars.csv": CARS}).report.diagnostics
    assert [(found.message, found.label) for found in told] == [
        ("unknown key `titel` in a field", "did you mean `title`?")
    ] * 2
