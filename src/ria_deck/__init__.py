"""ria_deck: text and data go in, editable decks and designed handouts come out.

A build is one straight pass. What a stage has decided, no later stage decides again:

    files ──load──▶ Content ──assemble──▶ Deck ──render──▶ PPTX, PDF … ──check──▶ manifest
            words, specs, places;     one for each edition and       only drawn        read back and compared;
            nothing resolved          language: every number,        and placed        every value recorded
                                      tick, colour, slot decided                       with its cells

Imports point one way (a tool says so): cli → pipeline → resolve, render, check, record → i18n → content, data, design
→ source → model → diagnostics. Renderers and checks never see content, tables or YAML; checks never see renderers.

    __init__.py         this picture
    cli/                commands: arguments in, diagnostics and exit code out
      app.py options.py progress.py building.py fetching.py inspecting.py starting.py translating.py
    pipeline.py         the only module that knows every stage: editions × languages × outputs
    fetching.py         tables brought from their addresses, checked, compared, pinned
    comparing.py        two builds, or a build and a commit, compared
    workers.py          many variants at once, in processes that import once
    variant.py          one edition in one language: assembled, rendered, read back
    further_faults.py   where content has mistakes: those of tables and expressions too
    doctor.py starter.py                the machine looked over, a project begun
    starter_project/    what `init` writes
      templates/ data/ content/
      content/
        images/
    translations.py     a project's messages without a build, for the i18n commands
    schema.py           JSON Schema of what writers write
    project.py          where a project's folders are
    present.py          diagnostics as text, JSON, GitHub annotations, SARIF
    diagnostics.py      Span, Diagnostic, Report, BuildError
    codes.py            every RDnnn and what it means
    model/              what a deck is: frozen values, the standard library only
      deck.py text.py chart.py map.py timeline.py theme.py back_matter.py
      chart_frame.py                    where a chart's numbers stand in its figure
      value.py pedigree.py              a number with its unit and the cells it came from
      words.py                          the program's own words in a deck
    source/             files → plain data with places
      text.py window.py code_frame.py   texts, their lines, and the way back to them
      yaml.py yaml_nodes.py yaml_scalars.py yaml_problems.py
      decode.py decode_errors.py decode_words.py shapes.py    the only use of the validator
      files.py limits.py nearest.py
    design/             templates/ → theme and layouts
      theme.py shape.py part.py colors.py layouts.py units.py unread.py logo.py       theme.yaml
      template.py template_layouts.py template_spots.py template_places.py          a user's own .pptx or .potx
      template_text.py template_colors.py template_faces.py opening.py inspect.py
      builtin/                          the built-in theme
      faces.py measure.py               names of faces → the files that measure and print them; widths of text
      typesetting.py fetcher.py         font folders → WeasyPrint, with these fonts and the project's files only
      basemap/                          land, as one layer without borders
    fonts/              the static Latin faces
    content/            what the author wrote, symbolic, every node with its place
      spec.py figure_spec.py message.py load.py report.py report_shape.py credits.py names.py
      topics.py front_matter.py slide_head.py slug.py claims.py reading.py        a file and its slides
      syntax.py block_rules.py table_rule.py div_rules.py opaque.py attributes.py   its blocks, by markdown-it
      blocks_in_text.py divs_in_text.py fences_in_text.py pictures_in_text.py     its blocks, as specs
      messages_in_text.py flow.py inline.py inline_rules.py                       its texts
      emphasis.py expressions_in_text.py
      messages_walk.py pictures_walk.py
      blocks.py block_reader.py block_shapes.py wording.py tables.py maps.py
      timeline_shape.py timelines.py
      charts.py chart_shape.py channels.py filters.py filter_shape.py vega_words.py
    data/               data/ → checked tables whose values know their cells
      package.py descriptor.py resources.py schema.py vocabulary.py reading.py    datapackage.yaml
      tables.py table.py grid.py types.py pattern.py checks.py faults.py          the tables
      read_csv.py read_excel.py read_json.py read_parquet.py workbook.py unused.py
      download.py pinning.py            a table's bytes from its address, its hash in datapackage.yaml
    i18n/               which words, in which language, in which form
      messages.py catalog.py translation.py pofile.py merge.py checks.py glossary.py status.py
      data_messages.py
      language.py phrases.py pseudo.py sheet.py words.py wording.py
      formats.py patterns.py partial_dates.py excel_codes.py                      numbers and dates in a language's form
      locale/                           the program's own words
    resolve/            names become values: Content + tables + catalog → Deck
      assemble.py context.py slides.py front.py cover.py numbering.py sources.py colophon.py logo.py
      blocks.py placing.py text.py listing.py pictures.py svg.py figures.py
      fit.py leading.py lines.py last_lines.py table_fit.py splitting.py               text measured in its slot
      printed_tables.py data_tables.py                                                 columns of the handout
      expressions.py interpreter.py operations.py operands.py predicates.py work.py    {{ … }}, walked, never run
      syntax.py filters.py list_filters.py claims.py tables.py value_tests.py table_functions.py table_keys.py
      table_rows.py
      maps.py map_layout.py map_ground.py map_inset.py label_places.py map_labels.py segments.py projection.py
      timelines.py timeline_layout.py flags.py time_ticks.py                           a line of time, its texts as flags
      charts.py chart_rows.py chart_filters.py chart_categories.py chart_series.py     a chart from its rows
      chart_axes.py ticks.py chart_notes.py chart_words.py
      chart_layout.py chart_margins.py chart_labels.py chart_note_places.py            its words in their places
      ring_layout.py label_ground.py
    render/             Deck → files; decides nothing
      outputs.py                        OUTPUTS: name → suffix and function
      pptx/                             the deck
        master.py theme_part.py layout_part.py styles.py own_template.py        its master and layouts
        slides.py shapes.py text.py tables.py pictures.py notes.py              its slides
        drawing.py maps.py timelines.py                                         drawn figures, as groups of shapes
        document.py normalise.py numbering.py xml.py colors.py logo.py
        charts.py chart_plots.py chart_axes.py chart_drawing.py chart_xml.py workbook.py    native charts
      html.py bounded_templates.py handout.py cover.py inline.py together.py tokens.py             the handout
      typesetter.py page_faults.py own_files.py                                   printed, and where its faults are
      handout_view.py figure_view.py                                              what its templates print
      pdf_tags.py pdf_tables.py pdf_leaves.py pdf_structure.py                    its structure for screen readers
      slides_pdf.py slides_view.py png.py                                         slides printed, pictures of pages
      figures.py chart_marks.py timeline_figure.py svg_canvas.py plotting.py      charts, maps, timelines as drawings
      templates/                        built-in pages
    check/              finished files read back
      package.py                        RULES: what is wrong with a deck
      judges.py                         what programs of others find wrong with a file
      opc.py package_rules.py slide_rules.py chart_rules.py
      outline.py outline_deck.py outline_pptx.py outline_pdf.py pdf_text.py       what a deck and its files say,
      outline_model.py outline_compare.py                                         and whether it is the same
    record/             what went in, what came out, what changed
      inputs.py unchanged.py kept_variants.py steps.py         what is there already, and needn't be done
      manifest.py manifest_form.py publish.py explain.py changes.py changes_text.py changes_html.py pages.py
"""

__version__ = "0.1.0"
