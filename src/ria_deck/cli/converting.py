"""The command `convert`: a topic from Markdown to YAML, or back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ria_deck.cli.inspecting import answer
from ria_deck.cli.options import Format, ProjectOption, say, tell, with_project
from ria_deck.diagnostics import Report

if TYPE_CHECKING:
    from ria_deck.source.text import SourceText


class Form(StrEnum):
    """The formats of a topic."""

    YAML = "yaml"
    MARKDOWN = "md"


def _path_of(topic: Path, root: Path) -> Path:
    """The topic's file, named as it is or within content/; a bad one is the command's fault."""
    from ria_deck.content.topic_files import SUFFIXES

    path = topic if topic.exists() else root / "content" / topic.name
    if not path.is_file():
        raise typer.BadParameter(f"file `{topic}` doesn't exist")
    if not path.resolve().is_relative_to(root.resolve()):
        raise typer.BadParameter(f"`{topic}` is outside the project {root}")
    if path.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"`{topic}` is not a topic: the name must end in {' or '.join(SUFFIXES)}")
    return path


def _converted(source: SourceText, name: str, to: Form | None, report: Report) -> str | None:
    """The topic in the form that is asked for, else in the other one; None, with errors, where it can't be read."""
    from ria_deck.content.topic_files import is_markdown
    from ria_deck.content.yaml_topics.convert import as_markdown, as_yaml

    own = Form.MARKDOWN if is_markdown(name) else Form.YAML
    if to is own:
        return source.text
    return as_yaml(source, report) if own is Form.MARKDOWN else as_markdown(source, report)


def convert(
    topic: Annotated[Path, typer.Argument(metavar="TOPIC", help="The topic's file: content/01-first.md or .yaml.")],
    to: Annotated[Form | None, typer.Option("--to", help="The format to write (default: the other one).")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file instead of stdout.")
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Write a topic in the other form: Markdown as YAML, or YAML as Markdown. Translations stay as they are.

    The topic's own file is left as it is; two files with one name and different endings can't both be topics.

    Examples:

      ria-deck convert content/01-first.md --to yaml

      ria-deck convert content/01-first.yaml --to md -o content/01-first.md
    """

    def work(root: Path) -> int:
        from ria_deck.source.files import write_atomically
        from ria_deck.source.text import read_source

        path = _path_of(topic, root)
        report = Report()
        source = read_source(root, path.resolve().relative_to(root.resolve()).as_posix(), report)
        text = _converted(source, path.name, to, report) if source is not None else None
        if text is not None and output is not None:
            write_atomically(output, text.encode("utf-8"))
            say(f"wrote {output}")
        elif text is not None:
            answer(text)
        return tell(report.diagnostics, root, Format.TEXT)

    with_project(project, Format.TEXT, work)
