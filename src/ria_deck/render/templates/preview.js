"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const state = { languages: [], chosen: [], slide: null, view: "slides", marks: new Set(), deck: null, problems: [], sheets: new Map(), handouts: new Map() };
  const own = new CSSStyleSheet();
  own.replaceSync(`:host { display: block } .slide { position: relative !important; left: 0 !important; top: 0 !important; transform: scale(var(--zoom)) !important; transform-origin: 0 0 !important; box-shadow: none !important; width: var(--w); height: var(--h) } .hairline { border-bottom: 0.75pt solid; height: calc(var(--h) * 0.92) }
    .over-full { outline: 2pt dashed #b3261e; outline-offset: 1pt } .show-origins [data-origin] { outline: 1pt solid #1f5f8b; background: rgb(31 95 139 / 12%) }`);

  const json = async path => (await fetch(path)).json();
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "text") made.textContent = value;
      else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };
  const language = lang => state.languages.find(one => one.lang === lang);
  const slideIn = (lang, id) => language(lang)?.slides.find(slide => slide.id === id);

  async function sheet(lang) {
    if (!state.sheets.has(lang)) {
      state.sheets.set(lang, (async () => {
        const css = (await (await fetch(`/style.css?lang=${encodeURIComponent(lang)}`)).text()).replaceAll(":root {", ":host, :root {").replace(/^html \{/gm, ":host {");
        const faces = css.match(/@font-face\s*\{[^}]*\}/g) || [];
        const holder = byId(`faces-${lang}`) || document.head.appendChild(element("style", { id: `faces-${lang}` }));
        holder.textContent = faces.join("\n");
        const made = new CSSStyleSheet();
        made.replaceSync(css.replace(/@font-face\s*\{[^}]*\}/g, ""));
        return made;
      })());
    }
    return state.sheets.get(lang);
  }

  function draw(holder, lang, slide, interactive) {
    const points = { width: state.deck.width, height: state.deck.height };
    const root = holder.shadowRoot || holder.attachShadow({ mode: "open" });
    holder.style.aspectRatio = `${points.width} / ${points.height}`;
    holder.lang = language(lang).tag;
    holder.dir = language(lang).direction;
    root.innerHTML = slide.html;
    sheet(lang).then(made => { root.adoptedStyleSheets = [made, own]; fit(); });
    const shown = root.querySelector(".slide");
    shown.setAttribute("aria-label", `${lang} ${shown.getAttribute("aria-label")}`);
    if (!interactive) { root.querySelectorAll("[tabindex]").forEach(one => one.removeAttribute("tabindex")); shown.inert = true; shown.removeAttribute("id"); }
    const fit = () => {
      const zoom = holder.clientWidth / (points.width * 4 / 3);
      for (const [name, value] of [["--zoom", zoom], ["--w", `${points.width}pt`], ["--h", `${points.height}pt`]]) holder.style.setProperty(name, value);
      shown.classList.toggle("show-origins", state.marks.has("origins"));
      for (const box of root.querySelectorAll(".box")) {
        const full = [...box.children].some(child => child.scrollHeight > box.clientHeight + 1 || child.scrollWidth > box.clientWidth + 1);
        box.classList.toggle("over-full", interactive && state.marks.has("fit") && full && !box.classList.contains("unseen"));
      }
    };
    fit();
    if (!holder.watched) { holder.watched = new ResizeObserver(() => holder.fit()); holder.watched.observe(holder); }
    holder.fit = fit;
  }

  const lazily = new IntersectionObserver(entries => {
    for (const entry of entries) if (entry.isIntersecting) { lazily.unobserve(entry.target); entry.target.show(); }
  }, { rootMargin: "400px" });

  function strip() {
    const first = state.chosen[0];
    if (!first) return;
    byId("strip").replaceChildren(...language(first).slides.map((slide, at) => {
      const holder = element("span", { class: "holder", "aria-hidden": "true" });
      holder.show = () => draw(holder, first, slideIn(first, slide.id) || slide, false);
      holder.style.aspectRatio = `${state.deck.width} / ${state.deck.height}`;
      lazily.observe(holder);
      const button = element("button", { type: "button", "data-id": slide.id, title: slide.title, onclick: () => go(slide.id) }, element("span", {}, String(at + 1), element("span", { class: "unseen", text: ` ${slide.title}` })), holder);
      badge(button, slide);
      return button;
    }));
    mark();
  }

  function badge(button, slide) {
    button.querySelector(".badge")?.remove();
    const wrong = state.problems.filter(problem => problem.slide === slide.id && problem.severity !== "note");
    const worst = wrong.some(problem => problem.severity === "error") ? "bad" : "warn";
    const changed = Math.max(0, ...state.chosen.map(lang => slideIn(lang, slide.id)?.changes.length || 0));
    if (wrong.length) button.append(element("span", { class: `badge ${worst}`, text: String(wrong.length), title: "diagnostics" }));
    else if (changed) button.append(element("span", { class: "badge", text: String(changed), title: "changes since the last build" }));
  }

  function mark() {
    for (const button of byId("strip").children) {
      const now = button.dataset.id === state.slide;
      button.setAttribute("aria-current", now);
      if (now) button.scrollIntoView({ block: "nearest" });
    }
  }

  function stage() {
    const main = byId("stage");
    if (!state.chosen.length) { main.replaceChildren(byId("nothing") || element("p", { id: "nothing", text: "No slide yet: see the diagnostics." })); return; }
    const parts = [];
    if (state.view !== "handout") for (const lang of state.chosen) {
      const slide = slideIn(lang, state.slide);
      if (!slide) continue;
      const holder = element("div", { class: "holder", "data-lang": lang });
      const slides = language(lang).slides;
      parts.push(element("figure", {}, holder, element("figcaption", { text: `${lang} · #${slide.id} · ${slides.indexOf(slide) + 1} of ${slides.length}${slide.hidden ? " · hidden" : ""} · ${slide.path}:${slide.line}` })));
      queueMicrotask(() => draw(holder, lang, slide, true));
    }
    if (state.view !== "slides") for (const lang of state.chosen) parts.push(pages(lang));
    main.replaceChildren(...parts);
    changes();
  }

  function pages(lang) {
    const holder = element("div", { class: "pages" }, element("p", { text: `${lang} · handout …` }));
    json(`/handout?lang=${encodeURIComponent(lang)}`).then(found => {
      const pictures = Array.from({ length: found.pages }, (_, at) => element("img", { loading: "lazy", alt: `handout, page ${at + 1}`, src: `/handout/page.png?lang=${encodeURIComponent(lang)}&page=${at + 1}&v=${found.stamp}` }));
      holder.replaceChildren(element("p", { text: found.pages ? `${lang} · handout, ${found.pages} pages` : `${lang} · no handout: ${found.reason}` }), ...pictures);
    });
    return holder;
  }

  function changes() {
    const lines = state.chosen.flatMap(lang => (slideIn(lang, state.slide)?.changes || []).map(text => [lang, text]));
    byId("changes").hidden = !lines.length;
    byId("changes").querySelector("ul").replaceChildren(...lines.map(([lang, text]) => element("li", { class: "changed", text }, element("small", { text: lang }))));
  }

  function problems(list) {
    state.problems = list;
    const shown = list.map(problem => element("li", { class: problem.severity },
      element("button", { type: "button", text: `${problem.code} ${problem.message}`, onclick: () => problem.slide && go(problem.slide) }),
      problem.label ? element("small", { text: problem.label }) : "", problem.hint ? element("small", { text: problem.hint }) : "",
      problem.path ? element("small", {}, element("a", { href: problem.editor, text: `${problem.path}:${problem.place || `${problem.line}:${problem.column}`}` })) : ""));
    byId("problems").querySelector("ul").replaceChildren(...(shown.length ? shown : [element("li", { text: "Nothing is wrong." })]));
    for (const button of byId("strip").children) { const slide = slideIn(state.chosen[0], button.dataset.id); if (slide) badge(button, slide); }
  }

  function go(id) {
    if (!id || !state.chosen.some(lang => slideIn(lang, id))) return;
    state.slide = id;
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    mark();
    stage();
  }

  function step(by) {
    const slides = language(state.chosen[0])?.slides || [];
    const at = slides.findIndex(slide => slide.id === state.slide);
    go(slides[Math.max(0, Math.min(slides.length - 1, at + by))]?.id);
  }

  function nextChange() {
    const slides = language(state.chosen[0])?.slides || [];
    const at = slides.findIndex(slide => slide.id === state.slide);
    const order = [...slides.slice(at + 1), ...slides.slice(0, at + 1)];
    go(order.find(slide => state.chosen.some(lang => slideIn(lang, slide.id)?.changes.length))?.id);
  }

  function openOrigin(lang, number) {
    const origin = slideIn(lang, state.slide)?.origins[number];
    if (!origin) return;
    const panel = byId("origin");
    panel.hidden = false;
    panel.querySelector("h2").textContent = origin.shown === undefined ? origin.title : `Number ${origin.shown}`;
    const rows = origin.rows || origin.cells.map(cell => [cell.file + (cell.line ? `:${cell.line}` : ""), cell.row, cell.column]);
    const table = element("table", {}, ...rows.map(row => element("tr", {}, ...row.map(text => element("td", { text })))));
    panel.querySelector("div").replaceChildren(table, ...(origin.more ? [element("small", { text: `and ${origin.more} more` })] : []), ...(origin.sources || []).map(text => element("small", { text })));
    panel.scrollIntoView({ block: "nearest" });
  }

  function bar() {
    byId("languages").replaceChildren(...state.languages.map(one => element("button", {
      type: "button", text: one.lang, "aria-pressed": state.chosen.includes(one.lang),
      onclick: () => {
        const chosen = state.languages.map(other => other.lang).filter(lang => lang === one.lang ? !state.chosen.includes(lang) : state.chosen.includes(lang));
        if (chosen.length) { state.chosen = chosen; bar(); strip(); stage(); }
      },
    })));
  }

  function rows({ rows, row }) {
    byId("rows").hidden = rows.length < 2;
    const select = byId("rows").querySelector("select");
    select.replaceChildren(...rows.map(id => element("option", { value: id, text: id })));
    select.value = row;
  }

  async function load() {
    const deck = state.deck = await json("/deck");
    state.languages = deck.languages;
    byId("name").textContent = `${deck.root.split("/").pop()}${deck.edition ? ` · ${deck.edition}` : ""}`;
    state.chosen = state.chosen.filter(lang => language(lang));
    if (!state.chosen.length && deck.languages.length) state.chosen = [deck.languages[0].lang];
    const wanted = state.slide || decodeURIComponent(location.hash.slice(1));
    const slides = state.chosen.length ? language(state.chosen[0]).slides : [];
    state.slide = slides.some(slide => slide.id === wanted) ? wanted : slides[0]?.id;
    state.sheets.clear();
    rows(deck); bar(); strip(); stage();
  }

  async function renewed({ lang, id }) {
    const answer = await fetch(`/slide?lang=${encodeURIComponent(lang)}&id=${encodeURIComponent(id)}`);
    if (!answer.ok || !language(lang)) return load();
    const slide = await answer.json();
    const slides = language(lang).slides;
    const at = slides.findIndex(one => one.id === id);
    if (at < 0) return load();
    slides[at] = slide;
    if (lang === state.chosen[0]) {
      const button = [...byId("strip").children].find(one => one.dataset.id === id);
      if (button) { const holder = button.querySelector(".holder"); if (holder.shadowRoot) draw(holder, lang, slide, false); badge(button, slide); }
    }
    if (id === state.slide && state.chosen.includes(lang)) {
      const holder = byId("stage").querySelector(`.holder[data-lang="${lang}"]`);
      if (holder && state.view === "slides") { draw(holder, lang, slide, true); changes(); } else stage();
    } else if (state.view !== "slides") stage();
  }

  const status = (text, kind) => { byId("status").textContent = text; byId("status").className = kind; };
  let work = Promise.resolve();
  const later = task => { work = work.then(task).catch(error => status(String(error), "bad")); };
  function listen() {
    const events = new EventSource("/events");
    events.addEventListener("open", () => status("● watching", "good"));
    events.addEventListener("error", () => status("● the preview has ended, or is starting again", "bad"));
    events.addEventListener("slide", event => later(() => renewed(JSON.parse(event.data))));
    events.addEventListener("row", () => later(load));
    events.addEventListener("order", () => later(load));
    events.addEventListener("diagnostics", event => later(() => problems(JSON.parse(event.data))));
    events.addEventListener("looked", event => later(() => {
      const { slides, saved } = JSON.parse(event.data);
      status(`● ${saved ? `saved ${saved.path}:${saved.line} · ` : ""}${slides} slide${slides === 1 ? "" : "s"} changed`, "good");
      if (saved?.id && saved.id !== state.slide && slides) go(saved.id);
    }));
  }

  addEventListener("click", event => {
    const path = event.composedPath();
    const marked = path.find(one => one.dataset?.origin !== undefined);
    const holder = path.find(one => one.dataset?.lang && one.classList?.contains("holder"));
    if (marked && holder) openOrigin(holder.dataset.lang, Number(marked.dataset.origin));
  });
  byId("views").addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    state.view = button.dataset.view;
    for (const one of byId("views").children) one.setAttribute("aria-pressed", one === button);
    stage();
  });
  byId("rows").addEventListener("change", async event => {
    status("● another row …", "");
    const answer = await fetch(`/row?id=${encodeURIComponent(event.target.value)}`, { method: "POST" });
    if (!answer.ok) status("● the batch has lost this row", "bad");
    later(load);
  });
  byId("marks").addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    const name = button.dataset.mark;
    if (!state.marks.delete(name)) state.marks.add(name);
    button.setAttribute("aria-pressed", state.marks.has(name));
    for (const holder of document.querySelectorAll("#stage .holder")) holder.fit?.();
  });
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    const marked = event.composedPath().find(one => one.dataset?.origin !== undefined);
    const holder = event.composedPath().find(one => one.dataset?.lang && one.classList?.contains("holder"));
    switch (event.key) {
      case "ArrowRight": case "ArrowDown": step(1); break;
      case "ArrowLeft": case "ArrowUp": step(-1); break;
      case "l": { const all = state.languages.map(one => one.lang); state.chosen = state.chosen.length < all.length ? all : all.slice(0, 1); bar(); strip(); stage(); break; }
      case "n": nextChange(); break;
      case "r": if (!byId("rows").hidden) { event.preventDefault(); byId("rows").querySelector("select").focus(); } break;
      case "e": { const slide = slideIn(state.chosen[0], state.slide); if (slide) location.href = `vscode://file${state.deck.root}/${slide.path}:${slide.line}`; break; }
      case "Enter": if (!marked || !holder) return; openOrigin(holder.dataset.lang, Number(marked.dataset.origin)); break;
      default: return;
    }
    event.preventDefault();
  });
  load().then(listen).catch(error => status(String(error), "bad"));
})();
