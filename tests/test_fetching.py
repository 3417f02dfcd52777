"""Tables fetched from a real server on loopback that serves, revises, breaks, stalls and lies; then builds offline."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ria_deck.cli.app import app
from ria_deck.data.download import Limits
from ria_deck.diagnostics import Report
from ria_deck.fetching import Fetched, FetchOptions, fetch
from ria_deck.pipeline import Options, check
from ria_deck.starter import start_project

CARS = "year,cars\n2008,100\n2009,53\n2010,77\n"
REVISED = "year,cars\n2008,100\n2009,54\n2010,77\n2011,90\n"
BROKEN = "year,cars\n2008,100\n2009,many\n2009,77\n"

PACKAGE = """\
# The tables of this talk.   Kept by hand.
name: cars
sources:
  - {{name: port, title: "Port office"}}
resources:
  - name: cars      # brought every quarter
    path: {url}/cars.csv
    ria:as_of: 2026-01-10
    sources: [{{name: port}}]
    schema:
      fields:
        - {{name: year, type: year}}
        - {{name: cars, type: integer, unit: cars}}
      primaryKey: year
  - name: sales
    path: sales.csv
    sources: [{{name: port}}]
    schema:
      fields: [{{name: year, type: year}}, {{name: sold, type: integer}}]
      primaryKey: year
      foreignKeys:
        - fields: year
          reference: {{resource: cars, fields: year}}
"""

LIMITS = Limits(connect=2, silence=0.5, whole=5, size=100_000, attempts=3, pause=0.01)

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """Answers in turn, the last one for ever; `asked` are the headers of the requests."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def says(self, *answers: Answer) -> None:
        self.answers[:] = answers
        self.asked.clear()


@pytest.fixture(name="server")
def _server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.asked.append(dict(self.headers))
            answer = state.answers.pop(0) if len(state.answers) > 1 else state.answers[0]
            self.close_connection = True
            with suppress(ConnectionError):  # the other side has had enough
                answer(self)

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


def serve(text: str | bytes, *, status: int = 200, length: int | None = None, **headers: str) -> Answer:
    body = text.encode() if isinstance(text, str) else text

    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        to.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body)

    return answer


def status(code: int, **headers: str) -> Answer:
    return serve("", status=code, **headers)


def stall(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    to.wfile.write(b"year,cars\n")
    time.sleep(1.5)


def drip_body(to: BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    for _ in range(100):
        to.wfile.write(b"y")
        time.sleep(0.05)


def drip_headers(to: BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(100):
        to.wfile.write(b"y")
        time.sleep(0.05)


@pytest.fixture(name="project")
def _project(tmp_path: Path, server: Server) -> Path:
    root = tmp_path / "talk"
    (root / "data").mkdir(parents=True)
    (root / "content").mkdir()
    (root / "data/datapackage.yaml").write_text(PACKAGE.format(url=server.url), "utf-8")
    (root / "data/sales.csv").write_text("year,sold\n2008,1\n2009,2\n", "utf-8")
    (root / "content/report.yaml").write_text(
        "id: talk\ntitle: Cars\nauthors: [{name: A}]\ndate: 2026-01-15\nlanguage: en\nlanguages: [en]\n", "utf-8"
    )
    (root / "content/01-cars.md").write_text(
        "## Cars {#cars}\n\n{{ cars.value('cars', year=2009) }} cars, {{ sales.value('sold', year=2009) }} sold.\n",
        "utf-8",
    )
    return root


def run(root: Path, *names: str, limits: Limits = LIMITS, **options: bool) -> tuple[list[Fetched], Report]:
    report = Report()
    found = fetch(root, FetchOptions(names=names, limits=limits, **options), report)
    return found, report


def fetched(root: Path, server: Server, text: str = CARS, **headers: str) -> None:
    server.says(serve(text, **headers))
    _, report = run(root)
    assert not report.diagnostics, report.diagnostics


def package(root: Path) -> str:
    return (root / "data/datapackage.yaml").read_text("utf-8")


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "data").iterdir())}


def pinned(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_the_first_fetch_writes_the_file_and_pins_it_and_nothing_else(project: Path, server: Server) -> None:
    before = package(project)
    server.says(serve(CARS))
    found, report = run(project)
    assert not report.diagnostics
    assert [(one.resource.name, one.rows, one.change) for one in found] == [("cars", 3, None)]
    assert (project / "data/cars.csv").read_text() == CARS
    path = f"    path: {server.url}/cars.csv\n"
    assert package(project) == before.replace(path, f"{path}    hash: {pinned(CARS)}\n")
    assert sorted(files(project)) == ["cars.csv", "datapackage.yaml", "sales.csv"]
    assert server.asked[0]["User-Agent"].startswith("ria-deck/")


def test_a_project_checks_offline_once_its_tables_are_there(project: Path, server: Server) -> None:
    report = [found.code for found in check(project, Options(output=project / "build"))]
    assert report.count("RD310") == 1
    fetched(project, server)
    server.says(status(500))
    assert not check(project, Options(output=project / "build"))
    assert not server.asked


def test_a_revision_is_shown_and_pinned(project: Path, server: Server) -> None:
    fetched(project, server)
    before = package(project)
    server.says(serve(REVISED))
    found, report = run(project)
    assert not report.diagnostics
    change = found[0].change
    assert change is not None
    assert change.added == ("year=2011",)
    assert [(cell.row, cell.column, cell.old, cell.new) for cell in change.revised] == [("year=2009", "cars", 53, 54)]
    assert (project / "data/cars.csv").read_text() == REVISED
    assert package(project) == before.replace(pinned(CARS), pinned(REVISED))


def test_what_has_not_changed_is_not_sent_again(project: Path, server: Server) -> None:
    fetched(project, server, ETag='"v1"', Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT")
    server.says(status(304))
    before = files(project)
    found, report = run(project)
    assert not report.diagnostics
    assert not found[0].bytes_changed
    assert server.asked[0]["If-None-Match"] == '"v1"'
    assert server.asked[0]["If-Modified-Since"] == "Mon, 23 Nov 2026 10:00:00 GMT"
    assert files(project) == before
    run(project)
    assert server.asked[1]["If-None-Match"] == '"v1"'  # still known after an answer that repeats nothing
    (project / "data/cars.csv").write_text(REVISED)
    server.says(serve(CARS))
    run(project)
    assert "If-None-Match" not in server.asked[0]  # an edited file is not what the server knows


def test_dry_run_shows_and_writes_nothing(project: Path, server: Server) -> None:
    fetched(project, server)
    before = files(project)
    server.says(serve(REVISED))
    found, _ = run(project, dry_run=True)
    assert found[0].change is not None
    assert found[0].change.added == ("year=2011",)
    assert files(project) == before


@pytest.mark.parametrize("code", [500, 503, 429])
def test_a_passing_fault_is_tried_again(project: Path, server: Server, code: int) -> None:
    server.says(status(code), serve(CARS))
    _, report = run(project)
    assert not report.diagnostics
    assert len(server.asked) == 2


FAULTS: dict[str, tuple[Answer, str, int]] = {
    "always 500": (status(500), "the server answered 500 Internal Server Error (tried 3 times)", 3),
    "not found": (status(404), "the server answered 404 Not Found", 1),
    "asks for an hour's pause": (status(503, Retry_After="3600"), "the server answered 503", 1),
    "stalls": (stall, "the server sent nothing for 0.5 seconds (tried 3 times)", 3),
    "breaks off": (
        serve(CARS, length=5000),
        "the download is incomplete: 35 bytes arrived, 4965 are missing (tried 3 times)",
        3,
    ),
    "too large": (serve(b"x" * 100_001), "it is larger than 0.0953674 MiB", 1),
    "a bomb": (serve(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip"), "it is larger than", 1),
    "not gzip": (serve(CARS, Content_Encoding="gzip"), "it can't be decompressed", 3),
    "to a file": (status(302, Location="file:///etc/passwd"), "it redirects to `file:///etc/passwd`", 1),
    "in circles": (status(302, Location="/cars.csv"), "it redirects more than 5 times", 6),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_server_changes_nothing(project: Path, server: Server, name: str) -> None:
    fetched(project, server)
    before = files(project)
    answer, words, asked = FAULTS[name]
    server.says(answer)
    found, report = run(project)
    assert not found
    assert [(d.code, str(d.span)) for d in report.diagnostics] == [("RD820", "data/datapackage.yaml:7:11")]
    assert words in report.diagnostics[0].message
    assert len(server.asked) == asked
    assert files(project) == before


@pytest.mark.parametrize("answer", [drip_body, drip_headers])
def test_a_trickle_ends_at_the_whole_time(project: Path, server: Server, answer: Answer) -> None:
    server.says(answer)
    _, report = run(project, limits=Limits(connect=1, silence=1, whole=0.4, attempts=1))
    assert [d.code for d in report.diagnostics] == ["RD820"]
    assert report.diagnostics[0].message.endswith("the download took longer than 0.4 seconds")


def test_a_server_that_declares_too_little_is_found_out(project: Path, server: Server) -> None:
    """HTTP hides what goes beyond the declared length; the last line has lost its end, though."""
    fetched(project, server)
    before = files(project)
    server.says(serve(CARS, length=len(CARS) - 3))
    _, report = run(project)
    assert [d.code for d in report.diagnostics] == ["RD825"]
    assert files(project) == before
    _, report = run(project, force=True)
    assert not report.diagnostics
    assert (project / "data/cars.csv").read_text() == CARS[:-3]


def test_nothing_answers(project: Path) -> None:
    path = project / "data/datapackage.yaml"
    url = "http://127.0.0.1:1"  # no ordinary program listens there
    path.write_text(PACKAGE.format(url=url), "utf-8")
    _, report = run(project)
    assert [d.message for d in report.diagnostics] == [
        "the table `cars` could not be fetched: its host doesn't answer (tried 3 times)"
    ]


def test_packed_and_chunked_answers_are_taken(project: Path, server: Server) -> None:
    def chunked(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Transfer-Encoding", "chunked")
        to.send_header("Content-Encoding", "gzip")
        to.end_headers()
        packed = gzip.compress(CARS.encode())
        for piece in (packed[:7], packed[7:]):
            to.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        to.wfile.write(b"0\r\n\r\n")

    server.says(status(301, Location="/moved/cars.csv"), chunked)
    _, report = run(project)
    assert not report.diagnostics
    assert (project / "data/cars.csv").read_text() == CARS


def test_an_invalid_table_is_not_taken_and_can_be_looked_at(project: Path, server: Server) -> None:
    fetched(project, server)
    before = files(project)
    server.says(serve(BROKEN))
    found, report = run(project)
    assert not found
    assert [(d.code, str(d.span)) for d in report.diagnostics] == [
        ("RD320", "build/.cache/fetch/cars.csv:3:6"),
        ("RD323", "build/.cache/fetch/cars.csv:4:1"),
        ("RD821", "data/datapackage.yaml:7:11"),
    ]
    assert files(project) == before
    assert (project / "build/.cache/fetch/cars.csv").read_text() == BROKEN


def test_a_table_must_not_break_one_that_leads_to_it(project: Path, server: Server) -> None:
    fetched(project, server)
    before = files(project)
    server.says(serve("year,cars\n2008,100\n2010,77\n"))
    found, report = run(project)
    assert not found
    assert [(d.code, str(d.span)) for d in report.diagnostics] == [
        ("RD328", "data/sales.csv:3:1"),
        ("RD821", "data/datapackage.yaml:7:11"),
    ]
    assert files(project) == before


def test_an_edited_file_is_kept_unless_forced(project: Path, server: Server) -> None:
    fetched(project, server)
    (project / "data/cars.csv").write_text(CARS.replace("77", "78"))
    before = files(project)
    server.says(serve(REVISED))
    _, report = run(project)
    assert [d.code for d in report.diagnostics] == ["RD822"]
    assert files(project) == before
    found, report = run(project, force=True)
    assert not report.diagnostics
    assert found[0].bytes_changed
    assert (project / "data/cars.csv").read_text() == REVISED


def test_an_edited_file_is_a_warning_for_a_build(project: Path, server: Server) -> None:
    fetched(project, server)
    (project / "data/cars.csv").write_text(CARS.replace("77", "78"))
    found = check(project, Options(output=project / "build"))
    assert [(d.code, d.severity.value) for d in found] == [("RD332", "warning")]


LAYOUTS = {
    "a flow mapping": (
        'resources: [{{name: cars, path: "{url}/cars.csv", title: Cars}}, {{name: b, path: b.csv}}]\n',
        'resources: [{{name: cars, path: "{url}/cars.csv", hash: "{hash}", title: Cars}}, {{name: b, path: b.csv}}]\n',
    ),
    "quoted, with a comment": (
        "resources:\n- path: '{url}/cars.csv' # here\n  name: cars\n",
        "resources:\n- path: '{url}/cars.csv' # here\n  hash: {hash}\n  name: cars\n",
    ),
    "at the file's end": (
        "resources:\n- name: cars\n  path: {url}/cars.csv",
        "resources:\n- name: cars\n  path: {url}/cars.csv\n  hash: {hash}",
    ),
    "an old hash in quotation marks, CRLF": (
        "resources:\r\n- name: cars\r\n  hash: '{old}' # pinned\r\n  path: {url}/cars.csv\r\n",
        "resources:\r\n- name: cars\r\n  hash: '{hash}' # pinned\r\n  path: {url}/cars.csv\r\n",
    ),
    "a byte-order mark, Cyrillic": (
        "\ufeffresources:\n- name: cars # машины\n  path: {url}/cars.csv\n",
        "\ufeffresources:\n- name: cars # машины\n  path: {url}/cars.csv\n  hash: {hash}\n",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_hash_is_written_where_it_belongs(project: Path, server: Server, name: str) -> None:
    before, after = LAYOUTS[name]
    path = project / "data/datapackage.yaml"
    words = {"url": server.url, "hash": pinned(CARS), "old": pinned("old")}
    path.write_bytes(before.format(**words).encode())
    if "hash" in before:
        (project / "data/cars.csv").write_text("old")
    server.says(serve(CARS))
    _, report = run(project)
    assert {d.code for d in report.diagnostics} <= {"RD309"}, report.diagnostics
    assert path.read_bytes() == after.format(**words).encode()


def test_the_hash_in_json(project: Path, server: Server) -> None:
    (project / "data/datapackage.yaml").unlink()
    path = project / "data/datapackage.json"
    path.write_text(f'{{"resources": [{{"name": "cars", "path": "{server.url}/cars.csv"}}]}}')
    server.says(serve(CARS))
    run(project)
    assert f'/cars.csv", "hash": "{pinned(CARS)}"}}' in path.read_text()


def test_names(project: Path, server: Server) -> None:
    server.says(serve(CARS))
    _, report = run(project, "crs", "sales")
    assert [(d.code, d.message, d.label) for d in report.diagnostics] == [
        ("RD823", "unknown table `crs`", "did you mean `cars`?"),
        ("RD823", "the table `sales` has no address", ""),
    ]
    assert not server.asked
    _, report = run(project, "cars")
    assert not report.diagnostics


def test_a_project_without_addresses_says_so(tmp_path: Path) -> None:
    start_project(tmp_path / "new", Report())
    _, report = run(tmp_path / "new")
    assert [d.message for d in report.diagnostics] == ["no table has an address"]


def test_one_server_that_fails_does_not_stop_the_others(project: Path, server: Server) -> None:
    text = package(project).replace("path: sales.csv", f"path: {server.url}/sales.csv")
    (project / "data/datapackage.yaml").write_text(text)
    (project / "data/sales.csv").unlink()
    server.says(status(404), serve("year,sold\n"))
    found, report = run(project)
    assert [d.code for d in report.diagnostics] == ["RD820"]
    assert [one.resource.name for one in found] == ["sales"]  # it leads to cars: a build checks that when it is there
    server.says(serve(CARS), status(404))
    found, report = run(project)
    assert [one.resource.name for one in found] == ["cars"]
    assert (project / "data/cars.csv").read_text() == CARS


def test_two_at_once_wait_for_each_other(project: Path, server: Server) -> None:
    fetched(project, server)

    def slow(to: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        serve(REVISED, ETag='"v2"')(to)

    server.says(slow, status(304))
    command = [sys.executable, "-c", "import ria_deck.cli as c; c.main()", "fetch", "--project", str(project)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted("unchanged" in out for out, _ in said) == [False, True], said
    assert (project / "data/cars.csv").read_text() == REVISED
    assert pinned(REVISED) in package(project)


def test_the_command_shows_what_moved(project: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    server.says(serve(CARS))
    assert "cars: data/cars.csv was written, 3 rows" in CliRunner().invoke(app, ["fetch"]).output
    server.says(serve(REVISED))
    result = CliRunner().invoke(app, ["fetch", "--quiet", "--dry-run", "cars"])
    assert result.exit_code == 0
    assert result.output == (
        "cars: data/cars.csv would be replaced; 1 cell revised, 1 row added or removed\n"
        "    year=2009 cars: 53 → 54 (+1.9%)\n"
        "    added year=2011\n"
        "  its `ria: as_of` is 2026-01-10: check that this is still right\n"
    )
    server.says(serve(BROKEN))
    result = CliRunner().invoke(app, ["fetch", "--quiet"])
    assert result.exit_code == 1
    assert "build/.cache/fetch/cars.csv:3:6" in result.output
    assert "many" not in result.output  # an address may give what is no table, and secret
    shutil.rmtree(project / "data")
    assert CliRunner().invoke(app, ["fetch"]).exit_code == 0


@pytest.mark.parametrize("before", ["title: The path of all\n", "title: All\n"])
def test_a_hash_that_cannot_be_put_in_its_place_is_not_written(before: str, project: Path, server: Server) -> None:
    server.says(serve(CARS))
    described = project / "data/datapackage.yaml"
    text = described.read_text("utf-8").replace("name: cars\nsources", f"name: cars\n{before}sources", 1)
    described.write_text(text.replace("    path: http", '    "p\\x61th": http', 1), "utf-8")
    found = files(project)
    _, report = run(project)
    assert [d.code for d in report.diagnostics] == ["RD824"]
    assert files(project) == found
