"""The `Theme`: templates/theme.yaml over the built-in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ria_deck.design.chosen import ThemeParts, theme_parts
from ria_deck.design.colors import Colors, scheme_of
from ria_deck.design.faces import font_files
from ria_deck.design.layout_kinds import title_ground
from ria_deck.design.layouts import Layouts
from ria_deck.design.logo import logo_file
from ria_deck.design.own_faces import own_faces
from ria_deck.design.page import check_sheet, page_of, properties_of
from ria_deck.design.part import FILE, NONE_CHOSEN, ChosenTheme, ThemePart
from ria_deck.design.shape import Type
from ria_deck.design.slide_size import slide_area
from ria_deck.design.units import TEXT_CONTRAST, contrast, points
from ria_deck.design.unread import tell_unread_beside_template
from ria_deck.diagnostics import Report, Span
from ria_deck.model.theme import Faces, Theme
from ria_deck.source.nearest import listing
from ria_deck.source.text import no_file, resolve_inside
from ria_deck.source.yaml import Loc


def load_theme(root: Path, report: Report, chosen: ChosenTheme = NONE_CHOSEN) -> Theme:
    """The theme of the project at `root`: what its theme.yaml gives, and the theme that report.yaml has `chosen` or the
    built-in one for the rest.

    Mistakes go to `report`; where the project's file can't be read at all, the theme is the built-in one.
    """
    parts = theme_parts(root, chosen, report)
    found = _only_template(root, report) if not (parts.given.ria and parts.given.ria.template) else ""
    theme = _Theme(root, parts.all, report, template=found).build(parts.digest)
    if contrast(theme.colors["paper"], "FFFFFF") > TEXT_CONTRAST:  # light text on paper would be printed on white
        theme = replace(theme, printed={**theme.colors, **_on_white(parts)})
    check_sheet(root, report)
    return _on_template(theme, root, parts, chosen, report) if theme.template else theme


def _on_template(theme: Theme, root: Path, parts: ThemeParts, chosen: ChosenTheme, report: Report) -> Theme:
    """The theme with the masters and layouts of its PowerPoint file."""
    from ria_deck.design.templates.template import with_template

    shipped = parts.shipped.given.ria
    own_layouts = set(theme.layouts) - set((shipped and shipped.layouts) or ())
    document = (parts.own or parts.shipped).document
    theme = with_template(theme, root, document, parts.given, report, own=own_layouts)
    tell_unread_beside_template(parts.own, chosen, report)
    return theme


def _on_white(parts: ThemeParts) -> Mapping[str, str]:
    """The colours for paper of a theme with a dark ground: the project's own over the built-in ones, where they are for
    light grounds; else the built-in ones."""
    told = Report()
    colors = Colors([part for part in (parts.shipped, parts.own) if part is not None], told).build()
    return Colors([parts.shipped], Report()).build() if told.warned else colors


def _only_template(root: Path, report: Report) -> str:
    """The one PowerPoint file of templates/, which needs no naming; several do."""
    folder = root / "templates"
    found = (
        [path.name for path in sorted(folder.iterdir()) if path.suffix.lower() in (".pptx", ".potx")]
        if (folder.is_dir())
        else []
    )
    if len(found) > 1:
        report.error(
            "RD544",
            f"templates/ contains {listing(found, 'and')}: which one is the template?",
            Span(path=FILE),
            hint=f"name it in templates/theme.yaml: `ria: {{template: {found[0]}}}`",
        )
    if len(found) != 1:
        return ""
    return f"templates/{found[0]}" if resolve_inside(root, f"templates/{found[0]}", report) else ""


class _Theme:
    """Puts a theme together from its parts, later ones over earlier ones."""

    def __init__(self, root: Path, parts: list[ThemePart], report: Report, *, template: str = "") -> None:
        self.root = root
        self.template = template  # the one of templates/ that nobody names
        self.parts = parts
        self.report = report

    def build(self, digest: str) -> Theme:
        palette = Colors(self.parts, self.report)
        colors = palette.build()
        files = own_faces(self.parts, self.root, self.report)
        heading = self._faces("headings", files)
        body = self._faces("base", files)
        listing = self._faces("monospace", files)
        template = self._path("template") or self.template
        area = slide_area(self.parts, self.report, template=bool(template))
        layouts = Layouts(self.parts, colors, area, self.report)
        made = layouts.build()
        layouts.tell_faint(palette.faint, palette.place)
        return Theme(
            name=self._name(),
            colors=colors,
            series=tuple(role for role in colors if role.startswith("series-")),
            scheme=scheme_of(colors, self._link(colors)),
            heading=heading,
            body=body,
            listing=listing,
            width=area.width,
            height=area.height,
            layouts=made,
            label_size=self._size("label", 12.0, area.text),
            source_size=self._size("source", 11.0, area.text),
            table_min_size=self._size("table_min", 14.0, area.text),
            scale=area.text,
            ea_leading=self._ea_leading(),
            template=template,
            logo=self._logo(contrast(colors[title_ground(made)], "FFFFFF") >= TEXT_CONTRAST),
            base_map=self._path("base_map"),
            page=page_of(self.parts, self.report),
            prose=self._prose(files),
            css=properties_of(self.parts),
            digest=digest,
        )

    def _link(self, colors: Mapping[str, str]) -> str:
        """The colour of links: `typography.link.color`, else the primary colour."""
        return colors.get(self._type("link").color or "primary", colors["ink"])

    def _ria(self, name: str) -> object | None:
        for part in reversed(self.parts):
            value = getattr(part.given.ria, name, None)
            if value is not None:
                found: object = value
                return found
        return None

    def _type(self, name: str) -> Type:
        """A kind of text with what earlier parts say of it where later ones are silent."""
        values: dict[str, object] = {}
        for part in self.parts:
            given = getattr(part.given.typography, name, None)
            if isinstance(given, str):
                values["family"] = given
            elif given is not None:
                values |= {key: value for key, value in given.model_dump(by_alias=True).items() if value is not None}
        return Type.model_validate(values)

    def _ea_leading(self) -> float:
        value = self._ria("east_asian_leading")
        return float(value) if isinstance(value, int | float) else 1.0

    def _name(self) -> str:
        meta = next(part.given.meta for part in reversed(self.parts) if part.given.meta and part.given.meta.name)
        assert meta is not None
        name = meta.name
        return name if isinstance(name, str) else next(iter((name or {}).values()), "")

    def _size(self, name: str, default: float, scale: float) -> float:
        for part in reversed(self.parts):
            sizes = part.given.ria.sizes if part.given.ria else None
            value = getattr(sizes, name, None)
            if value is not None:
                try:
                    return round(points(value) * (scale if part.shipped else 1.0), 1)
                except ValueError as error:
                    loc = ("ria", "sizes", name.replace("_", "-"))
                    self.report.error("RD510", str(error), part.document.span(loc))
        return default

    def _faces(self, use: str, files: Mapping[str, tuple[str, str]]) -> Faces:
        latin = self._type(use).family or self._type("base").family or "Arial"
        scripts = self._ria("scripts")
        ea, cs = str(self._ria("east_asian") or latin), str(self._ria("complex_script") or latin)
        known = font_files()
        measured = dict(files)  # a template may name other faces than the theme
        named = dict(scripts) if isinstance(scripts, Mapping) else {}
        for face in dict.fromkeys((latin, ea)):
            if face not in files and face not in known:  # its own are looked up when needed
                self._unknown_face(face, use, known)
        return Faces(latin=latin, ea=ea, cs=cs, scripts=named, files=measured)

    def _prose(self, files: Mapping[str, tuple[str, str]]) -> Faces | None:
        """The faces of running prose in print: what the last part says that names them or the body's; None: the body's."""
        face = ""
        for part in self.parts:
            base = getattr(part.given.typography, "base", None)
            if base is not None and (isinstance(base, str) or base.family):
                face = ""
            page = part.given.ria.page if part.given.ria else None
            face = (page.prose if page else None) or face
        if not face:
            return None
        known = font_files()
        if face not in files and face not in known:
            self._unknown_face(face, "base", known)
            return None
        return replace(self._faces("base", files), latin=face)

    def _unknown_face(self, face: str, use: str, known: Mapping[str, object]) -> None:
        part = self.parts[-1]
        loc: Loc = (
            ("typography", use, "family") if part.document.has(("typography", use, "family")) else ("typography",)
        )
        self.report.error(
            "RD513",
            f"the font family `{face}` can't be measured: it has no files",
            part.document.span(loc),
            hint="add its files, or name a family with the same widths: `typography: {fonts: [{family: "
            f"{face}, like: {next(iter(sorted(known)))}}}]}}`",
        )

    def _path(self, name: str) -> str:
        """A path of templates/ that `ria` names, checked to be there."""
        value = self._ria(name)
        return self._there(value, ("ria", name.replace("_", "-"))) if isinstance(value, str) and value else ""

    def _logo(self, dark: bool) -> str:
        given = self.parts[-1].given.logo
        if given is None:
            return ""
        found = logo_file(given, dark=dark)
        if found is None:
            self.report.error(
                "RD514",
                "`logo` doesn't name an image file",
                self.parts[-1].document.span(("logo",)),
                hint="write `logo: logo.png`",
            )
            return ""
        return self._there(*found)

    def _there(self, value: str, loc: Loc) -> str:
        span = self.parts[-1].document.span(loc)
        path = resolve_inside(self.root, f"templates/{value}", self.report, span)
        if path is None:
            return ""
        if not path.is_file():
            there = sorted(found.name for found in (self.root / "templates").iterdir() if found.is_file())
            self.report.error(
                "RD514",
                f"`templates/{value}` {no_file(path)}",
                span,
                hint=f"templates/ contains {', '.join(there)}" if there else "templates/ contains no files",
            )
            return ""
        return f"templates/{value}"
