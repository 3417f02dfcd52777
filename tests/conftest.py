"""What all tests share: hypothesis profiles, the judges of finished files as fixtures, a good deck to break."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import told_codes
from tests.validators import audit, libreoffice, ooxml, pdfua, poppler
from tests.validators.tools import require_tool as _require_tool

# The same examples on every run in CI: a failure there is one that everybody can repeat.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")


VALIDATORS = {"ooxml", "audit", "pdfua", "libreoffice", "poppler", "require_tool"}
"""Fixtures that call the programs of others."""

SLOW = {  # whole builds, many or large ones, and programs started anew: files, and single tests of quick files
    "batch/test_cluster.py",
    "check/test_defects.py",
    "check/test_judges.py",
    "check/test_outline.py",
    "content/yaml_topics/test_convert.py::test_the_gallery_in_yaml_gives_the_same_bytes",
    "data/test_csv_tables.py::test_a_hundred_thousand_rows_are_checked_with_memory_in_proportion",
    "design/test_faces.py::test_the_shipped_files_are_what_the_script_makes",
    "design/test_foreign_templates.py",
    "design/test_late_imports.py",
    "design/test_template_grounds.py",
    "i18n/test_round_trips.py",
    "importing/test_decks.py",
    "importing/test_key_figures.py",
    "importing/test_own_decks.py",
    "importing/test_the_reports_deck.py",
    "lsp/test_server.py",
    "preview/test_preview.py",
    "pull/test_pull.py",
    "pull/test_random_edits.py",
    "render/handout/test_at_once.py",
    "render/handout/test_runs.py",
    "render/test_contrast.py",
    "render/test_slides_pdf.py",
    "render/test_views.py::test_every_name_is_documented",
    "render/web/test_web.py",
    "resolve/maps/test_labels.py",
    "resolve/maps/test_numbered.py::test_a_list_that_finds_no_room_is_told",
    "resolve/templates/test_hostile.py::test_topics_share_the_steps_of_a_deck",
    "resolve/templates/test_regions.py",
    "test_api.py::test_render_can_be_called_whatever_was_imported_before",
    "test_bench.py",
    "test_chart_kinds.py",
    "test_ci_files.py",
    "test_ci_snippets.py",
    "test_columns_of_every_type.py",
    "test_contract_project.py",
    "test_emoji.py",
    "test_environment.py",
    "test_gallery.py",
    "test_filled.py",
    "test_generated.py",
    "test_howto_pictures.py",
    "test_kept_builds.py",
    "test_languages.py",
    "test_layout_kinds.py",
    "test_many_builds.py",
    "test_missing_faces.py",
    "test_new_language.py",
    "test_next_data.py",
    "test_niigata_report.py",
    "test_number_tokens.py",
    "test_other_programs.py",
    "test_package.py",
    "test_page.py::test_a_page_of_any_size_breaks_no_number",
    "test_page_templates.py",
    "test_planted_changes.py",
    "test_planted_faults.py",
    "test_random_talks.py",
    "test_site.py",
    "test_sources.py::test_postgresql_is_asked_with_a_password_from_the_environment",
    "test_statistics_office.py",
    "test_template_mistakes.py",
    "test_templates.py",
    "test_threats.py",
    "test_translations.py",
    "test_translators_faults.py",
    "test_true_numbers.py",
    "test_user_settings.py",
    "threats/test_hazards.py",
    "validators/test_validators.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long: `-m "not slow"` leaves the quick tests, which need no program but Python."""
    here = Path(__file__).parent
    for item in items:
        needs_validator = not VALIDATORS.isdisjoint(getattr(item, "fixturenames", ()))
        file = item.path.relative_to(here).as_posix()
        if needs_validator or file in SLOW or f"{file}::{getattr(item, 'originalname', item.name)}" in SLOW:
            item.add_marker(pytest.mark.slow)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """`-m "not slow"` doesn't read the files of which every test is slow, unless one is asked for by name."""
    if config.option.markexpr != "not slow" or not collection_path.is_relative_to(Path(__file__).parent):
        return None
    named = {Path(config.invocation_params.dir, argument.partition("::")[0]) for argument in config.args}
    file = collection_path.relative_to(Path(__file__).parent).as_posix()
    return True if file in SLOW and collection_path not in named else None


def pytest_collection_finish() -> None:
    """What tests are made of stays until the end: nothing for the garbage collector to look through again and again."""
    gc.collect()
    gc.freeze()


def pytest_configure() -> None:
    told_codes.record()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run of the whole suite fails where the program told a code in none of its tests."""
    if told_codes.fails(session):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["told"] = sorted(told_codes.TOLD)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    told_codes.TOLD.update(getattr(node, "workeroutput", {}).get("told", ()))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The codes that fail a run of the whole suite."""
    if told_codes.is_whole(config) and (codes := told_codes.untold()):
        terminalreporter.section("codes that no test in this process or its workers made the program tell")
        terminalreporter.line(" ".join(codes))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--runs", type=int, default=0, help="how often builds are repeated, killed, edited (default: few)")


@pytest.fixture(scope="session", name="require_tool")
def _require() -> object:
    """`require_tool(name)`: skip when the machine lacks the tool, fail instead when CI=true."""
    return _require_tool


@pytest.fixture(scope="session", name="ooxml")
def _ooxml() -> ModuleType:
    """The Open XML SDK: `ooxml.validate(path or bytes)`, `ooxml.validate_all([...])`."""
    _require_tool("ooxml")
    return ooxml


@pytest.fixture(scope="session", name="audit")
def _audit() -> ModuleType:
    """`audit.validate(path or bytes)` by openxml-audit."""
    _require_tool("audit")
    return audit


@pytest.fixture(scope="session", name="pdfua")
def _pdfua() -> ModuleType:
    """`pdfua.validate(path or bytes)` by PDF/UA-1."""
    _require_tool("pdfua")
    return pdfua


@pytest.fixture(scope="session", name="libreoffice")
def _libreoffice() -> ModuleType:
    """`libreoffice.convert(path or bytes, folder)` and `.validate`."""
    _require_tool("libreoffice")
    return libreoffice


@pytest.fixture(scope="session", name="poppler")
def _poppler() -> ModuleType:
    """`poppler.pictures(pdf, folder)`, `.text(pdf)`, `.validate(pdf)`."""
    _require_tool("poppler")
    return poppler
