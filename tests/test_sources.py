"""Sources of `fetch` beside plain addresses: databases, requests with secrets, answers of statistics offices, pages."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ria_deck.data.download import Limits
from ria_deck.diagnostics import Report
from ria_deck.fetching import Fetched, FetchOptions, fetch

LIMITS = Limits(connect=2, silence=2, whole=20, size=1_000_000, attempts=3, pause=0.01)
YEARS = "{name: year, type: year}, {name: ships, type: integer}"


@dataclass
class Office:
    """A server on loopback that answers by path; `asked` are the requests as (method, path, headers, body)."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], str]] = field(default_factory=list)


@pytest.fixture(name="office")
def _office() -> Iterator[Office]:
    state = Office()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            state.asked.append((self.command, self.path, dict(self.headers), body))
            path = urlsplit(self.path).path
            found = state.answers.get(self.path, state.answers.get(path))
            status, said = found if isinstance(found, tuple) else (200, found)
            if callable(said):
                said = said(parse_qs(urlsplit(self.path).query))
            text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
            self.send_response(status if found is not None else 404)
            if status in (301, 302, 307, 308):
                self.send_header("Location", text)
                text = ""
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_POST = do_GET  # noqa: N815 - the name that the library calls

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        state.url = f"http://127.0.0.1:{httpd.server_port}"
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        httpd.shutdown()
        thread.join()


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    for folder in ("content", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "content/report.yaml").write_text("id: talk\n", "utf-8")
    (tmp_path / "data/calls.csv").write_text("year,harbour,ships\n2024,A,1\n2024,B,2\n2025,A,4\n", "utf-8")
    return tmp_path


def describe(root: Path, path: str, own: str, fields: str = YEARS) -> None:
    text = f'resources:\n  - name: t\n    path: "{path}"\n    ria: {{{own}}}\n    schema: {{fields: [{fields}]}}\n'
    (root / "data/datapackage.yaml").write_text(text, "utf-8")


def fetched(root: Path) -> Fetched:
    report = Report()
    (found,) = fetch(root, FetchOptions(limits=LIMITS), report)
    assert report.diagnostics == []
    return found


def refused(root: Path) -> str:
    """The one error of a fetch that leaves everything as it was."""
    before = (root / "data/datapackage.yaml").read_text("utf-8")
    report = Report()
    assert fetch(root, FetchOptions(limits=LIMITS), report) == []
    assert (root / "data/datapackage.yaml").read_text("utf-8") == before
    assert not (root / "data/t.csv").exists()
    (one,) = report.diagnostics
    return f"{one.code} {one.message} {one.hint}"


def test_duckdb_asks_the_files_of_data_and_the_result_is_pinned_and_told_row_by_row(root: Path) -> None:
    sql = "select year, sum(ships)::int as ships from calls group by year order by year"
    describe(root, "duckdb:", f'query: "{sql}"')
    assert fetched(root).rows == 2
    assert (root / "data/t.csv").read_text("utf-8") == "year,ships\n2024,3\n2025,4\n"
    assert "hash: sha256:" in (root / "data/datapackage.yaml").read_text("utf-8")
    (root / "data/calls.csv").write_text("year,harbour,ships\n2024,A,1\n2024,B,2\n2025,A,5\n", "utf-8")
    change = fetched(root).change
    assert change is not None
    assert [(cell.row, cell.column, cell.old, cell.new) for cell in change.revised] == [("row 2", "ships", 4, 5)]
    assert (root / "data/t.csv").read_text("utf-8").endswith("2025,5\n")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("select * from '../content/report.yaml'", "RD820"),
        ("install httpfs", "RD820"),
        ("select * from read_text('/etc/passwd')", "RD820"),
        ("select nothing", "RD820"),
        ("copy (select 1) to '/tmp/x.csv'", "RD820"),
    ],
)
def test_a_query_reaches_nothing_but_data(root: Path, sql: str, words: str) -> None:
    describe(root, "duckdb:", f'query: "{sql}"')
    assert words in refused(root)


def test_sqlite_is_asked_and_not_written(root: Path) -> None:
    with sqlite3.connect(root / "data/base.sqlite") as base:
        base.execute("create table calls (year integer, ships integer)")
        base.executemany("insert into calls values (?, ?)", [(2024, 3), (2025, None)])
    base.close()
    describe(root, "sqlite:data/base.sqlite", 'query: "select year, ships from calls order by year"')
    assert fetched(root).rows == 2
    assert (root / "data/t.csv").read_text("utf-8") == "year,ships\n2024,3\n2025,\n"
    (root / "data/t.csv").unlink()
    describe(root, "sqlite:data/base.sqlite", 'query: "delete from calls"')
    assert "readonly" in refused(root)
    describe(root, "sqlite:../other.sqlite", 'query: "select 1"')
    assert "is not a file of the project" in refused(root)


@pytest.fixture(scope="module", name="postgres")
def _postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server that the test starts, with a password in the environment."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    tools = str(homes[-1]) if homes else ""
    if not shutil.which("initdb", path=tools or None):
        pytest.skip("this machine has no PostgreSQL server")
    folder = tmp_path_factory.mktemp("postgres")
    base, sockets, password = folder / "base", folder / "run", folder / "password"
    sockets.mkdir()
    password.write_text("not so secret\n")
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        if (
            not shutil.which("runuser")
            or subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode
        ):
            pytest.skip("no user to run PostgreSQL as")
        as_user = ["runuser", "-u", "postgres", "--"]
        for place in (folder, sockets, password):
            shutil.chown(place, "postgres")
        for place in folder.parents:
            if place.stat().st_uid == 0 and str(place).startswith("/tmp/"):
                place.chmod(place.stat().st_mode | 0o011)
    made = [*as_user, f"{tools}/initdb", "-D", str(base), "-U", "reader", f"--pwfile={password}", "-A", "scram-sha-256"]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    port = str(40000 + os.getpid() % 20000)
    options = ["-D", str(base), "-p", port, "-k", str(sockets), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([*as_user, f"{tools}/postgres", *options], stdout=log, stderr=log)
        try:
            yield f"postgresql://reader:${{READER_PASSWORD}}@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()
            server.wait(30)


def test_postgresql_is_asked_with_a_password_from_the_environment(
    root: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    monkeypatch.setenv("READER_PASSWORD", "not so secret")
    address = postgres.replace("${READER_PASSWORD}", "not%20so%20secret")
    monkeypatch.setenv("READER_PASSWORD", "not%20so%20secret")
    for _ in range(100):
        try:
            with psycopg.connect(address) as connection:
                connection.execute("create table calls (year int, ships int, day date)")
                connection.execute("insert into calls values (2024, 3, '2024-05-01'), (2025, null, null)")
            break
        except psycopg.OperationalError:
            time.sleep(0.1)
    fields = f"{YEARS}, {{name: day, type: date}}"
    describe(root, postgres, 'query: "select year, ships, day from calls order by year"', fields)
    assert fetched(root).rows == 2
    assert (root / "data/t.csv").read_text("utf-8") == "year,ships,day\n2024,3,2024-05-01\n2025,,\n"
    assert "not%20so" not in (root / "data/datapackage.yaml").read_text("utf-8")
    (root / "data/t.csv").unlink()
    describe(root, postgres, 'query: "insert into calls values (2026, 1, null)"')
    assert "read-only" in refused(root)
    monkeypatch.setenv("READER_PASSWORD", "wrong-word")
    describe(root, postgres, 'query: "select 1"')
    said = refused(root)
    assert "authentication failed" in said
    assert "wrong-word" not in said
    monkeypatch.delenv("READER_PASSWORD")
    assert "the environment has no variable `READER_PASSWORD`" in refused(root)


def test_headers_are_of_the_environment_and_go_to_no_other_host(
    root: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT_TOKEN", "s3cret-word")
    office.answers["/t.csv"] = "year,ships\n2024,3\n"
    describe(root, f"{office.url}/t.csv", 'headers: {Authorization: "Bearer ${PORT_TOKEN}", Accept: text/csv}')
    fetched(root)
    assert office.asked[-1][2]["Authorization"] == "Bearer s3cret-word"
    assert office.asked[-1][2]["Accept"] == "text/csv"
    assert "s3cret-word" not in "".join(path.read_text("utf-8") for path in (root / "data").iterdir())
    office.answers["/moved.csv"] = (302, office.url.replace("127.0.0.1", "localhost") + "/t.csv")
    (root / "data/t.csv").unlink()
    describe(root, f"{office.url}/moved.csv", 'headers: {Authorization: "Bearer ${PORT_TOKEN}"}')
    fetched(root)
    assert "Authorization" not in office.asked[-1][2]


def test_a_secret_in_an_address_is_in_no_message(root: Path, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_ID", "my-app-id")
    office.answers["/t.csv"] = (302, "ftp://elsewhere/?appId=my-app-id")
    describe(root, f"{office.url}/t.csv?appId=${{APP_ID}}", "file: t.csv")
    said = refused(root)
    assert "my-app-id" not in said
    assert "RD820" in said


CUBE = {
    "class": "dataset",
    "id": ["region", "year"],
    "size": [2, 2],
    "dimension": {
        "region": {"category": {"index": {"02": 1, "01": 0}, "label": {"01": "North", "02": "South"}}},
        "year": {"category": {"index": ["2024", "2025"]}},
    },
    "value": [1, 2.5, None, 4],
    "status": {"2": ".."},
}


def test_a_json_stat_cube_is_asked_for_by_post_and_becomes_rows(root: Path, office: Office) -> None:
    office.answers["/table"] = CUBE
    fields = "{name: region}, {name: year, type: year}, {name: value, type: number}, {name: status}"
    body = "{query: [{code: region, selection: {filter: all, values: ['*']}}], response: {format: json-stat2}}"
    describe(root, f"{office.url}/table", f"answer: json-stat, body: {body}", fields)
    assert fetched(root).rows == 4
    text = "region,year,value,status\nNorth,2024,1,\nNorth,2025,2.5,\nSouth,2024,,..\nSouth,2025,4,\n"
    assert (root / "data/t.csv").read_text("utf-8") == text
    method, _, headers, sent = office.asked[0]
    assert (method, headers["Content-Type"]) == ("POST", "application/json")
    assert json.loads(sent)["response"] == {"format": "json-stat2"}


def test_categories_with_one_label_are_told_apart_by_their_codes(root: Path, office: Office) -> None:
    """As hierarchies have them, where a group's only member is named as the group is; sizes may be texts."""
    category = {"index": ["N", "S"], "label": {"N": "Coast", "S": "Coast"}}
    twins = {**CUBE, "size": ["2", "2"], "dimension": {**CUBE["dimension"], "region": {"category": category}}}
    office.answers["/table"] = twins
    fields = "{name: region}, {name: year, type: year}, {name: value, type: number}, {name: status}"
    describe(root, f"{office.url}/table", "answer: json-stat", fields)
    assert fetched(root).rows == 4
    lines = (root / "data/t.csv").read_text("utf-8").splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["Coast (N)", "Coast (N)", "Coast (S)", "Coast (S)"]


def e_stat(values: list[dict[str, str]], following: int | None) -> dict[str, Any]:
    result = {"FROM_NUMBER": 1} | ({"NEXT_KEY": following} if following else {})
    area = {"@id": "area", "@name": "地域", "CLASS": [{"@code": "1", "@name": "北"}, {"@code": "2", "@name": "南"}]}
    when = {"@id": "time", "@name": "時間軸", "CLASS": {"@code": "2024000000", "@name": "2024年"}}
    data = {"RESULT_INF": result, "CLASS_INF": {"CLASS_OBJ": [area, when]}, "DATA_INF": {"VALUE": values}}
    return {"GET_STATS_DATA": {"RESULT": {"STATUS": 0}, "STATISTICAL_DATA": data}}


def test_e_stats_pages_become_one_table(root: Path, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = e_stat([{"@area": "1", "@time": "2024000000", "@unit": "人", "$": "10"}], 2)
    second = e_stat([{"@area": "2", "@time": "2024000000", "@unit": "人", "$": "-"}], None)
    office.answers["/getStatsData"] = lambda query: second if query.get("startPosition") == ["2"] else first
    monkeypatch.setenv("ESTAT_APP_ID", "my-app")
    fields = "{name: 地域}, {name: 時間軸}, {name: value, type: integer}, {name: unit}"
    describe(root, f"{office.url}/getStatsData?appId=${{ESTAT_APP_ID}}&statsDataId=0001", "answer: e-stat", fields)
    text = (root / "data/datapackage.yaml").read_text("utf-8")
    (root / "data/datapackage.yaml").write_text(text + '    missingValues: ["", "-"]\n', "utf-8")
    assert fetched(root).rows == 2
    said = "地域,時間軸,value,unit\n北,2024年,10,人\n南,2024年,-,人\n"
    assert (root / "data/t.csv").read_text("utf-8") == said
    office.answers["/getStatsData"] = {
        "GET_STATS_DATA": {"RESULT": {"STATUS": 100, "ERROR_MSG": "認証に失敗しました。"}}
    }
    (root / "data/t.csv").unlink()
    assert "認証に失敗しました。" in refused(root).replace(" ", "")


def test_pages_of_a_json_answer_are_joined_and_must_end(root: Path, office: Office) -> None:
    office.answers["/t.json"] = {"rows": [{"year": 2024, "ships": 3}], "links": {"next": "/t.json?page=2"}}
    office.answers["/t.json?page=2"] = {"rows": [{"year": 2025, "ships": 4}], "links": {"next": None}}
    describe(root, f"{office.url}/t.json", "pages: {next: links.next}")
    text = (root / "data/datapackage.yaml").read_text("utf-8")
    (root / "data/datapackage.yaml").write_text(text + "    dialect: {property: rows}\n", "utf-8")
    assert fetched(root).rows == 2
    office.answers["/t.json?page=2"] = {"rows": [], "links": {"next": "/t.json"}}
    report = Report()
    assert fetch(root, FetchOptions(limits=LIMITS), report) == []
    assert "its pages don't end" in report.diagnostics[0].message
    office.answers["/t.json?page=2"] = {"rows": [], "links": {"next": "http://localhost:1/"}}
    report = Report()
    assert fetch(root, FetchOptions(limits=LIMITS), report) == []
    assert "on another host" in report.diagnostics[0].message


SDMX = {
    "ecb": ("KEY,FREQ,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nX.A,A,2024,3.5,A\nX.A,A,2025,4.25,P\n", "KEY"),
    "oecd": (
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\n"
        "DATAFLOW,O:D(1.0),I,JPN,2024,3.5\nDATAFLOW,O:D(1.0),I,JPN,2025,4.25\n",
        "REF_AREA",
    ),
    "eurostat": (
        "DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "E:D(1.0),05/01/26 23:00:00,A,DE,2024,3.5,\nE:D(1.0),05/01/26 23:00:00,A,DE,2025,4.25,p\n",
        "geo",
    ),
}


@pytest.mark.parametrize("name", sorted(SDMX))
def test_sdmx_csv_is_csv_that_is_asked_for_by_its_type(root: Path, office: Office, name: str) -> None:
    """Written by hand in the form that each of the three sends."""
    text, key = SDMX[name]
    office.answers["/data"] = text
    columns = text.splitlines()[0].split(",")
    types = {"TIME_PERIOD": ", type: year", "OBS_VALUE": ", type: number"}
    fields = ", ".join(f"{{name: {column!r}{types.get(column, '')}}}" for column in columns)
    describe(root, f"{office.url}/data", 'headers: {Accept: "application/vnd.sdmx.data+csv"}, file: t.csv', fields)
    document = (root / "data/datapackage.yaml").read_text("utf-8")
    (root / "data/datapackage.yaml").write_text(
        document + f"    format: csv\n    primaryKey: [{key}, TIME_PERIOD]\n", "utf-8"
    )
    assert fetched(root).rows == 2
    assert office.asked[0][2]["Accept"] == "application/vnd.sdmx.data+csv"


@pytest.mark.parametrize(
    ("path", "own", "code"),
    [
        ("duckdb:", "file: t.csv", "RD303"),
        ("https://example.org/t.csv", 'query: "select 1"', "RD304"),
        ("https://example.org/t", "answer: xml", "RD304"),
        ("mysql://host/base", 'query: "select 1"', "RD308"),
    ],
)
def test_what_is_missing_or_means_nothing_is_told(root: Path, path: str, own: str, code: str) -> None:
    describe(root, path, own)
    report = Report()
    fetch(root, FetchOptions(limits=LIMITS), report)
    assert code in {one.code for one in report.diagnostics}
