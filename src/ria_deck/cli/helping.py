"""The commands `list` and `help`, and `--project` before a command."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ria_deck.cli.inspecting import answer
from ria_deck.cli.options import (
    EditionOption,
    Format,
    LangOption,
    OnlyOption,
    OutputOption,
    ParamOption,
    ProjectOption,
    ShardOption,
    ToOption,
    faults,
    output_folder,
    params_of,
    shard_of,
    split,
    with_project,
)


class ListFormat(StrEnum):
    """Formats of the list."""

    TEXT = "text"
    JSON = "json"


def give_project(context: typer.Context, project: Path) -> None:
    """Use a project named before the command as the default of the command's own `--project`."""
    group = context.command
    assert isinstance(group, TyperGroup)
    context.default_map = _defaults(group, str(project))
    command = group.get_command(context, context.invoked_subcommand or "")
    if command is not None and command.name not in context.default_map:
        raise typer.BadParameter(f"`{command.name}` doesn't use a project; leave out --project")


def _defaults(group: TyperGroup, project: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            if inner := _defaults(command, project):
                found[name] = inner
        elif any(parameter.name == "project" for parameter in command.params):
            found[name] = {"project": project}
    return found


def _answer_lines(found: list[dict[str, Any]]) -> None:
    """A line for each deck: its row and edition, where there are any, its language and its files."""
    columns = [name for name in ("batch_id", "edition") if any(one[name] for one in found)]
    wide = {name: max(len(one[name]) for one in found) for name in columns}
    for one in found:
        names = "".join(f"{one[name]:{wide[name]}}  " for name in columns)
        answer(f"{names}{one['language']:4} {' '.join(one['files'])}")


def list_variants(
    project: ProjectOption = None,
    lang: LangOption = None,
    edition: EditionOption = None,
    to: ToOption = None,
    only: OnlyOption = None,
    shard: ShardOption = "",
    param: ParamOption = None,
    output: OutputOption = None,
    form: Annotated[ListFormat, typer.Option("--format", help="Format of the list.")] = ListFormat.TEXT,
) -> None:
    """List what a build makes, one line per deck: its row, edition and language, with its files. Nothing is built.

    With --format json: a list of mappings with `batch_id`, `edition`, `language`, `outputs` and `files`, as the
    matrix of a CI workflow takes it (`include:`).

    Examples:

      ria-deck list

      ria-deck list --lang ja --format json

      ria-deck list --shard 1/5
    """

    def work(root: Path) -> int:
        from ria_deck.api import Project

        folder = output_folder(root, output)
        shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
        found = [
            asdict(one) | {"files": [(shown / path).as_posix() for path in one.files]}
            for one in Project(root).variants(
                editions=split(edition),
                languages=split(lang),
                outputs=split(to),
                output=folder,
                only=split(only),
                shard=shard_of(shard),
                params=params_of(param),
            )
        ]
        if form is ListFormat.JSON:
            answer(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            _answer_lines(found)
        return 0

    with_project(project, Format.TEXT, work)


def show_help(
    context: typer.Context,
    topic: Annotated[
        str, typer.Argument(metavar="[TOPIC]", help="A block, a file, filters, functions, layouts, RDnnn, a command.")
    ] = "",
    project: ProjectOption = None,
) -> None:
    """Print a page of the reference; without a topic, list them.

    Examples:

      ria-deck help chart

      ria-deck help filters

      ria-deck help RD631
    """
    from ria_deck.diagnostics import BuildError
    from ria_deck.help_pages import page, topics
    from ria_deck.project import find_root
    from ria_deck.source.nearest import did_you_mean

    if not topic:
        wide = max(map(len, topics()))
        lines = [f"  {name:{wide}}  {title}" for name, title in topics().items()]
        answer("\n".join(["Topics of `ria-deck help TOPIC`", "", *lines, "", "  RDnnn, or the name of a command"]))
        return
    parent = context.find_root()
    group = parent.command
    command = group.get_command(parent, topic) if isinstance(group, TyperGroup) else None
    if command is not None and topic not in topics():
        with typer.Context(command, info_name=topic, parent=parent) as inner:
            answer(command.get_help(inner))
        return
    with faults(Format.TEXT):
        try:
            root = find_root(project or Path.cwd())
        except BuildError:
            if project is not None:
                raise
            root = None
        found = page(topic, root)
    if found is None:
        hint = did_you_mean(topic, [*topics(), *(group.commands if isinstance(group, TyperGroup) else ())])
        raise typer.BadParameter(f"unknown topic `{topic}`; {hint or '`ria-deck help` lists the topics'}")
    answer(found)
