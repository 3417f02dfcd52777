"""The Python interface: open a project, check it, take the deck of an edition and language, render it, build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ria_deck.diagnostics import BuildError, Diagnostic, Report, Severity
from ria_deck.project import find_root

if TYPE_CHECKING:  # a build's libraries take a second to import: methods import what they need
    from ria_deck.choosing import Options
    from ria_deck.delivering import Built
    from ria_deck.model.deck import Deck


_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFiles:
    """One deck, by its row (empty without a batch), edition and language: its outputs, and their files below the output
    folder; pictures, whose number is known once they are made, as one glob pattern."""

    batch_id: str
    edition: str
    language: str
    outputs: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A report's folder: content/, data/, templates/. `root` is an absolute path with links resolved.

        from ria_deck import Project, render

        project = Project.open("my-report")
        for found in project.check().diagnostics:
            print(found.code, found.span, found.message)
        deck = project.deck(edition="update", language="ja")
        Path("talk.pptx").write_bytes(render(deck, "pptx"))
        project.build(languages=["en", "ja"], outputs=["pptx"])

    Nothing is kept between calls: each reads the files as they are then.
    """

    root: Path

    @classmethod
    def open(cls, path: str | Path = ".") -> Project:
        """The project that a folder is in: the nearest one, from `path` upwards, that has content/report.yaml.

        Raises `BuildError` (RD030) when `path` isn't a folder, or isn't in a project.
        """
        return cls(find_root(Path(path)))

    def check(
        self,
        *,
        before: str | Path | None = None,
        editions: Iterable[str] = (),
        languages: Iterable[str] = (),
        only: Iterable[str] = (),
        shard: tuple[int, int] | None = None,
        params: Mapping[str, str] = _NONE,
        strict: bool = False,
        deep: bool = False,
    ) -> Report:
        """Everything that a build would find wrong; no deliverable is written. `deep` also makes every file, reads it
        back and has it checked by the external validators that are installed; `before` as in `build`."""
        from ria_deck.pipeline import check

        options = self._options(
            editions, languages, before=before, strict=strict, only=only, shard=shard, params=params
        )
        return Report(list(check(self.root, options, deep=deep)))

    def deck(
        self, *, edition: str = "", language: str = "", batch_id: str = "", params: Mapping[str, str] = _NONE
    ) -> Deck:
        """The resolved deck of one edition (the first one) in one language (the one the report is written in) and one row
        of its batch (the first one): every number, tick, colour and slot decided.

        Raises `BuildError` when the project has errors in this edition and language, or no such edition or language.
        """
        from ria_deck.choosing import variants_of
        from ria_deck.pipeline import shared_inputs
        from ria_deck.variant import assembled

        options = self._options(
            filter(None, (edition,)), filter(None, (language,)), only=filter(None, (batch_id,)), params=params
        )
        report = Report()
        shared = shared_inputs(self.root, options, report)
        if shared is None:
            raise BuildError(report.diagnostics)
        content = shared.content
        variants = list(variants_of(shared, options))
        if not variants:
            message = f"edition `{edition}` has no language `{language}`"
            raise BuildError([Diagnostic(code="RD901", severity=Severity.ERROR, message=message)])
        source = content.reports[variants[0].edition].language
        chosen = next((one for one in variants if one.language == source), variants[0])
        made = assembled(shared, replace(chosen, outputs=()), report)  # it may be rendered as any of them
        if made is None:
            raise BuildError(report.diagnostics)
        return made[0]

    def variants(
        self,
        *,
        editions: Iterable[str] = (),
        languages: Iterable[str] = (),
        outputs: Iterable[str] = (),
        output: str | Path | None = None,
        only: Iterable[str] = (),
        shard: tuple[int, int] | None = None,
        params: Mapping[str, str] = _NONE,
    ) -> list[VariantFiles]:
        """What a build makes: each edition, row and language with its files, in the report's order; nothing is resolved.

        Raises `BuildError` when the content has errors or lacks what is asked for.
        """
        from ria_deck.choosing import variants_of
        from ria_deck.pipeline import shared_inputs
        from ria_deck.render.outputs import OUTPUTS

        options = self._options(editions, languages, outputs, output=output, only=only, shard=shard, params=params)
        report = Report()
        shared = shared_inputs(self.root, options, report)
        if shared is None:
            raise BuildError(report.diagnostics)
        content = shared.content
        return [
            VariantFiles(
                batch_id=variant.batch_id,
                edition=variant.edition,
                language=variant.language,
                outputs=variant.outputs,
                files=tuple(
                    variant.name.file(content.reports[variant.edition].id, OUTPUTS[name].suffix)
                    for name in variant.outputs
                ),
            )
            for variant in variants_of(shared, options)
        ]

    def build(
        self,
        *,
        output: str | Path | None = None,
        before: str | Path | None = None,
        editions: Iterable[str] = (),
        languages: Iterable[str] = (),
        outputs: Iterable[str] = (),
        only: Iterable[str] = (),
        shard: tuple[int, int] | None = None,
        params: Mapping[str, str] = _NONE,
        jobs: int = 0,
        on: str = "",
        strict: bool = False,
        progress: Callable[[str, int, int], None] = lambda *_: None,
    ) -> Built:
        """Build and check all variants, then write them together; with any error (or, if `strict`, any warning) nothing
        is written, and the diagnostics of what is returned say why.

        Empty `editions`, `languages`, `outputs` and `only` (batch ids) are all that report.yaml lists; `shard` is (which, of
        how many) share of them, `params` set those of report.yaml; `output` is build/ where it is None; `before` is an
        earlier build (its folder or manifest) that periods in texts are compared with where it isn't the one in `output`;
        `jobs` is the number of processes (0: one for each core), `on` a cluster that makes the decks instead (`dask` on this
        machine, `dask://HOST:PORT`). `progress` is called with what was made, how many variants
        are done, and how many there are. Raises `BuildError` where the machine lacks something that the outputs need, and
        `OSError` where files can't be written.
        """
        from ria_deck.pipeline import build

        options = self._options(
            editions,
            languages,
            outputs,
            output=output,
            before=before,
            jobs=jobs,
            strict=strict,
            only=only,
            shard=shard,
            params=params,
            on=on,
        )
        return build(self.root, options, progress)

    def _options(
        self,
        editions: Iterable[str] = (),
        languages: Iterable[str] = (),
        outputs: Iterable[str] = (),
        *,
        output: str | Path | None = None,
        before: str | Path | None = None,
        jobs: int = 0,
        strict: bool = False,
        only: Iterable[str] = (),
        shard: tuple[int, int] | None = None,
        params: Mapping[str, str] = _NONE,
        on: str = "",
    ) -> Options:
        from ria_deck.choosing import Options

        return Options(
            output=Path(output).resolve() if output is not None else self.root / "build",
            before=Path(before).resolve() if before is not None else None,
            editions=tuple(editions),
            languages=tuple(languages),
            outputs=tuple(outputs),
            jobs=jobs,
            strict=strict,
            only=tuple(only),
            shard=shard,
            params=dict(params),
            on=on,
        )


def render(deck: Deck, output: str = "pptx") -> bytes:
    """The bytes of a deck as one output: `pptx`, `pdf` (the handout), `html` or `slides-pdf`; the same bytes each time.

    Raises `ValueError` for a name that isn't an output's, and for `png`, which is several files (see `render_files`);
    `BuildError` where a template of the project fails.
    """
    from ria_deck.render.outputs import one_file

    return one_file(deck, output)


def render_files(deck: Deck, output: str) -> Mapping[str, bytes]:
    """The files of a deck as one output, bytes by the ending of their name (`.pptx`, `.slide-01.png` …)."""
    from ria_deck.render.outputs import all_files

    return all_files(deck, output)
