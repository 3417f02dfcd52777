"""ria_deck: editable decks and designed handouts from text and data.

A build is one straight pass. What a stage has decided, no later stage decides again:

    files ──load──▶ Content ──assemble──▶ Deck ──render──▶ PPTX, PDF … ──check──▶ manifest
            words, specs, places;     one for each edition and       only drawn        read back and compared;
            nothing resolved          language: every number,        and placed        every value recorded
                                      tick, colour, slot decided                       with its cells

Imports point one way (a tool says so): cli → api → pipeline → resolve, render, check, record → i18n → content, data, design
→ source → model → diagnostics. Renderers and checks never see content, tables or YAML; checks never see renderers.

    cli/              commands: arguments to calls, diagnostics, exit codes
    api.py            Project and render, for Python; commands use them too
    preview/          the talk in a browser while one writes it; lsp/ the language server for editors
    pipeline.py       editions × rows × languages; variant.py one, workers.py many, cluster/ far more
    source/           text files and YAML as data with places in the file
    content/          report.yaml and topics, symbolic, each node with its place
      markdown/       the dialect, on markdown-it
      specs/          what the author wrote, as values
      marks/          each mark of charts: its channels, the simple marks that it stands for
      report/ slides/ blocks/       report.yaml; topics and slides; charts, tables, maps, timelines
      yaml_topics/    topics in YAML, read as the Markdown that they stand for
    data/             datapackage.yaml and its tables, checked; each value knows its cell; readers/; remote/ for fetch
    design/           theme.yaml: layouts, colours, fonts, the page; templates/ of others, judged and mapped
    i18n/             catalogs, the program's words; forms/ of numbers and dates; exchange/ of files; proofreading/ on a page
    resolve/          content + tables + catalog → Deck; every choice is made here
      expressions/    {{ … }} and claims
      transforms/     `transform:` of charts and tables, by pandas
      templates/      topics that templates make (ria/: those that ship)
      charts/ (composite/ multiples/) maps/ timelines/ kpis/ processes/ tables/ images/ matter/   blocks
      fitting/ labels/ typography/  text measured, labels placed, lines broken
    model/            the Deck: frozen values, standard library only
    render/           Deck → bytes; decides nothing
      pptx/           master/ slides/ charts/ drawingml/ package/
      handout/ slides_pdf/ web/ html/ pdf/ svg/ templates/ views/  pages: typed views, HTML, typesetting, figures
    check/            outputs read back and compared with the Deck
    ooxml/            decks of anybody's, read with byte spans; refresh/ new numbers in them
    pull/             a built deck that was edited by hand: its edits as patches of the sources; comparing/ its parts
    importing/        decks and markdown/ talks of others as projects; their charts/ and drawings/
    record/           manifest, what changed, explain, publishing
    reference/        the reference as Markdown: keys, expressions, layouts, codes
    code_pages/       every RDnnn explained: why, the fix, an example
    help_pages/       what `ria-deck help` prints: blocks, filters, functions, layouts
    diagnostics.py    Span, Diagnostic, Report; codes.py every RDnnn; present.py, alike.py, junit.py how they are told
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ria_deck.api import Project, render, render_files
    from ria_deck.diagnostics import BuildError, Report
    from ria_deck.model.deck import Deck
    from ria_deck.pipeline import Built

__all__ = ["BuildError", "Built", "Deck", "Project", "Report", "__version__", "render", "render_files"]


def __getattr__(name: str) -> object:
    """The public names, imported when they are first asked for: `import ria_deck` itself takes no time."""
    homes = {
        "api": ("Project", "render", "render_files"),
        "diagnostics": ("BuildError", "Report"),
        "model.deck": ("Deck",),
        "pipeline": ("Built",),
    }
    home = next((home for home, names in homes.items() if name in names), "")
    if not home:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{home}"), name)
