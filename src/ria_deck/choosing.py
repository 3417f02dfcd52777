"""What a build is asked for, and which decks of the report that are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ria_deck.content.specs.slides import Content
from ria_deck.diagnostics import Report
from ria_deck.model.deck_name import DeckName
from ria_deck.render.outputs import OUTPUTS
from ria_deck.shared import SharedInputs
from ria_deck.source.nearest import did_you_mean
from ria_deck.source.yaml_scalars import resolve_scalar
from ria_deck.variant import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to build. Empty `languages`, `editions`, `outputs` or `only` (batch ids) mean all that report.yaml lists;
    `shard` is (which, of how many); `params` set those of report.yaml, as texts."""

    output: Path
    before: Path | None = None  # an earlier build, where it isn't the one in `output`
    languages: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    jobs: int = 0  # 0: one for each core
    strict: bool = False
    only: tuple[str, ...] = ()
    shard: tuple[int, int] | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    on: str = ""  # the cluster that makes the decks: `dask`, `dask://HOST:PORT`; empty for this machine's processes


def deck_names_of(shared: SharedInputs) -> Iterator[DeckName]:
    """Every deck of the report: editions, their rows, languages."""
    for edition, spec in shared.content.reports.items():
        for batch_id in shared.batch(edition, Report()).rows:
            for language in spec.languages:
                yield DeckName(batch_id=batch_id, edition=edition, language=language)


def variants_of(shared: SharedInputs, options: Options, stamp: str = "") -> Iterator[Variant]:
    """The decks that `options` ask for. `stamp` is what all steps share."""
    reports = shared.content.reports
    chosen = [name for name in deck_names_of(shared) if _is_asked(name, options)]
    for name in _shard(chosen, options.shard) if options.shard else chosen:
        asked = options.outputs or reports[name.edition].outputs
        yield Variant(
            root=shared.root,
            cache=options.output / ".cache",
            edition=name.edition,
            language=name.language,
            outputs=tuple(output for output in asked if output in OUTPUTS),
            stamp=stamp,
            batch_id=name.batch_id,
        )


def _is_asked(name: DeckName, options: Options) -> bool:
    return (
        (not options.editions or name.edition in options.editions)
        and (not options.languages or name.language in options.languages)
        and (not options.only or name.batch_id in options.only)
    )


def _shard(names: Iterable[DeckName], shard: tuple[int, int]) -> Iterator[DeckName]:
    """A share of the decks: rows are dealt out one by one, each with all its editions and languages; of what has no rows,
    decks are."""
    which, count = shard
    dealt: dict[str, int] = {}
    for name in names:
        if dealt.setdefault(name.batch_id or f"/{name}", len(dealt)) % count == which - 1:
            yield name


def with_params(content: Content, given: Mapping[str, str], report: Report) -> Content:
    """The content with parameters of report.yaml as `-P` sets them, each of the type that its default has."""
    declared: dict[str, Any] = {}
    for spec in content.reports.values():
        declared |= {name: value for name, value in spec.params.items() if name not in declared}
    values: dict[str, Any] = {}
    for name, text in given.items():
        if name not in declared:
            if content.reports:  # nobody knows what a broken report.yaml has
                hint = f"declare it with a default in content/report.yaml: `params: {{{name}: …}}`"
                words = f"-P {name}={text}: the report has no parameter `{name}`"
                report.error("RD901", words, label=did_you_mean(name, declared), hint=hint)
            continue
        value = _typed(text, declared[name])
        if value is None:
            kind = _kind(declared[name])
            report.error("RD901", f"-P {name}={text}: `{name}` is {kind} in content/report.yaml, `{text}` is not")
            continue
        values[name] = value
    if not values:
        return content
    reports = {
        edition: replace(spec, params={**spec.params, **{n: v for n, v in values.items() if n in spec.params}})
        for edition, spec in content.reports.items()
    }
    return replace(content, reports=reports)


def _typed(text: str, default: Any) -> Any:
    """A text as a value of a default's type; None where it isn't one."""
    if isinstance(default, str):
        return text
    try:
        value = resolve_scalar(text)
    except ValueError:
        return None
    if default is None:
        return value
    if isinstance(default, bool) or isinstance(value, bool):
        return value if isinstance(value, bool) and isinstance(default, bool) else None
    kinds: tuple[type, ...] = (int, float) if isinstance(default, float) else (type(default),)
    return value if isinstance(value, kinds) else None


def _kind(default: Any) -> str:
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (int, "a whole number"),
        (float, "a number"),
        (dt.date, "a date (year-month-day)"),
    )
    return next((words for kind, words in kinds if isinstance(default, kind)), "a list or mapping")


def check_asked(shared: SharedInputs, options: Options, report: Report) -> None:
    """Report what is asked for and isn't there."""
    reports = shared.content.reports
    languages = sorted({language for spec in reports.values() for language in spec.languages})
    editions = sorted(filter(None, reports))
    asked = (("edition", options.editions, editions), ("lang", options.languages, languages))
    given = asked if reports else ()  # nobody knows what a broken report.yaml has
    for option, values, known in (*given, ("to", options.outputs, sorted(OUTPUTS))):
        for value in values:
            if value not in known:
                report.error("RD901", f"--{option} {value}: the report has {', '.join(known) or 'none'}")
    if options.shard and not 1 <= options.shard[0] <= options.shard[1]:
        which, count = options.shard
        report.error(
            "RD901", f"--shard {which}/{count}: there are no such shares", hint="--shard 2/5: the second of five"
        )
    if options.only and reports:
        _check_only(shared, options.only, report)


def _check_only(shared: SharedInputs, only: Iterable[str], report: Report) -> None:
    if not any(spec.batch for spec in shared.content.reports.values()):
        hint = 'write `batch: {for: "r in table.rows()", id: "{{ r.code }}"}` in content/report.yaml'
        report.error("RD901", f"--only {', '.join(only)}: the report has no `batch`", hint=hint)
        return
    told = Report()
    known = {name: None for edition in shared.content.reports for name in shared.batch(edition, told).rows if name}
    for name in () if told.failed else only:
        if name not in known:
            words = f"--only {name}: the batch has no row `{name}`"
            report.error("RD901", words, label=did_you_mean(name, known), hint="`ria-deck list` shows the batch ids")
