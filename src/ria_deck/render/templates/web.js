"use strict";
(() => {
  const frames = [...document.querySelectorAll(".frame")];
  const origins = JSON.parse(document.getElementById("origins").textContent);
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const width = parseFloat(style.getPropertyValue("--slide-width")) * 4 / 3;
  const height = parseFloat(style.getPropertyValue("--slide-height")) * 4 / 3;
  const place = document.getElementById("place") || document.createElement("output");
  const narrow = matchMedia("(max-width: 599.98px)");
  const slideOf = frame => frame.querySelector(".slide");
  const shown = frames.filter(frame => !("out" in frame.dataset));
  let now = 0;
  let speaker = null;
  let started = 0;

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };

  function fit() {
    root.style.setProperty("--scale", Math.min(innerWidth / width, innerHeight / height));
    root.style.setProperty("--fit", innerWidth / width);
    root.style.setProperty("--small", 300 / width);
  }

  function show(index, quiet) {
    now = Math.max(0, Math.min(frames.length - 1, index));
    frames.forEach((frame, at) => frame.classList.toggle("now", at === now));
    const frame = frames[now];
    place.value = `${frame.dataset.number} / ${frames.length}`;
    if (!quiet) history.replaceState(null, "", `#${slideOf(frame).id}`);
    if (narrow.matches || document.body.classList.contains("over")) frame.scrollIntoView({ block: "nearest" });
    else slideOf(frame).focus({ preventScroll: true });
    tell();
  }

  function step(by) {
    let at = now + by;
    while (frames[at] && "out" in frames[at].dataset) at += by;
    if (frames[at]) show(at);
  }

  function fromAddress() {
    const id = decodeURIComponent(location.hash.slice(1));
    const at = frames.findIndex(frame => slideOf(frame).id === id);
    show(at < 0 ? 0 : at, at < 0);
  }

  function overview(on = !document.body.classList.contains("over")) {
    document.body.classList.toggle("over", on);
    show(now);
  }

  function openOrigin(number) {
    const origin = origins[number];
    if (!origin) return;
    const dialog = document.getElementById("origin");
    const text = document.getElementById("origin-text");
    document.getElementById("origin-title").textContent =
      `${dialog.dataset.of}: ${origin.shown === undefined ? origin.title : origin.shown}`;
    const table = element("table");
    const rows = origin.rows || origin.cells.map(cell => [cell.file + (cell.line ? `:${cell.line}` : ""), cell.row, cell.column]);
    for (const row of rows) table.append(element("tr", "", ...row.map(cell => element("td", cell))));
    text.replaceChildren(table);
    if (origin.more) text.append(element("p", `+ ${origin.more}`));
    for (const source of origin.sources || []) text.append(element("p", source));
    dialog.showModal();
  }

  function search() {
    const dialog = document.getElementById("search");
    const query = document.getElementById("query");
    const found = document.getElementById("found");
    const list = () => {
      const words = query.value.trim().toLowerCase();
      const hits = frames.filter(frame => words && frame.textContent.toLowerCase().includes(words)).slice(0, 40);
      found.replaceChildren(...hits.map(frame => {
        const title = slideOf(frame).querySelector("h1, h2");
        const plain = slideOf(frame).textContent.replace(/\s+/g, " ");
        const at = plain.toLowerCase().indexOf(words);
        const button = element("button", "", element("b", `${frame.dataset.number}  ${title ? title.textContent : ""}`),
          element("small", at < 0 ? "" : `… ${plain.slice(Math.max(0, at - 40), at + 60)} …`));
        button.type = "button";
        button.addEventListener("click", () => { dialog.close(); overview(false); show(frames.indexOf(frame)); });
        return element("li", "", button);
      }));
    };
    query.oninput = list;
    list();
    dialog.showModal();
    query.select();
  }

  function openSpeaker() {
    speaker = window.open("", "speaker", "width=900,height=640");
    if (!speaker) return;
    started = started || Date.now();
    const page = speaker.document;
    page.title = document.title;
    page.documentElement.lang = root.lang;
    page.body.replaceChildren();
    page.body.style.cssText = "font: 20px/1.5 system-ui, sans-serif; margin: 24px; color: #14283c; background: #fff";
    for (const id of ["clock", "title", "notes", "following"]) {
      const made = page.createElement(id === "title" ? "h1" : "div");
      made.id = id;
      page.body.append(made);
    }
    page.getElementById("clock").style.cssText = "float: right; font-variant-numeric: tabular-nums; color: #5e6e7d";
    page.getElementById("title").style.cssText = "font-size: 24px; margin: 0 0 16px";
    page.getElementById("following").style.cssText = "margin-top: 24px; color: #5e6e7d; border-top: 1px solid #c6d4df; padding-top: 12px";
    page.addEventListener("keydown", keys);
    tell();
  }

  function tell() {
    if (!speaker || speaker.closed) return;
    const page = speaker.document;
    const title = frame => { const found = frame && slideOf(frame).querySelector("h1, h2"); return found ? found.textContent : ""; };
    page.getElementById("title").textContent = `${place.value}  ${title(frames[now])}`;
    page.getElementById("notes").replaceChildren(...[...frames[now].querySelector(".notes").childNodes].map(node => page.importNode(node, true)));
    page.getElementById("following").textContent = frames[now + 1] ? `→ ${title(frames[now + 1])}` : "";
  }

  setInterval(() => {
    if (!speaker || speaker.closed) return;
    const seconds = Math.floor((Date.now() - started) / 1000);
    const two = number => String(number).padStart(2, "0");
    const clock = new Date();
    speaker.document.getElementById("clock").textContent =
      `${two(clock.getHours())}:${two(clock.getMinutes())}  ·  ${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  }, 500);

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen();
  }

  const actions = { previous: () => step(-1), next: () => step(1), overview: () => overview(), search, speaker: openSpeaker, full };

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const over = event.target.closest ? event.target.closest("[data-origin], button, input") : null;
    const rtl = root.dir === "rtl" ? -1 : 1;
    switch (event.key) {
      case "ArrowRight": step(rtl); break;
      case "ArrowLeft": step(-rtl); break;
      case "ArrowDown": case "PageDown": case "n": step(1); break;
      case "ArrowUp": case "PageUp": case "p": step(-1); break;
      case " ": if (over) return; step(event.shiftKey ? -1 : 1); break;
      case "Home": show(0); break;
      case "End": show(frames.indexOf(shown[shown.length - 1])); break;
      case "Escape": overview(false); break;
      case "o": overview(); break;
      case "s": openSpeaker(); break;
      case "f": full(); break;
      case "/": search(); break;
      case "Enter":
        if (over && over.dataset.origin) openOrigin(Number(over.dataset.origin));
        else if (document.body.classList.contains("over")) overview(false);
        else return;
        break;
      default: return;
    }
    event.preventDefault();
  }

  document.addEventListener("keydown", keys);
  document.getElementById("bar")?.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button) actions[button.dataset.do]();
  });
  document.getElementById("deck").addEventListener("click", event => {
    const frame = event.target.closest(".frame");
    if (document.body.classList.contains("over")) { overview(false); show(frames.indexOf(frame)); return; }
    const marked = event.target.closest("[data-origin]");
    if (marked) openOrigin(Number(marked.dataset.origin));
  });
  let touched = null;
  document.addEventListener("touchstart", event => { touched = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  document.addEventListener("touchend", event => {
    if (!touched || narrow.matches || document.body.classList.contains("over")) return;
    const end = event.changedTouches[0];
    const across = end.clientX - touched.clientX;
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(end.clientY - touched.clientY)) step(across < 0 ? 1 : -1);
    touched = null;
  }, { passive: true });
  let resting = 0;
  const moved = () => {
    root.classList.remove("still");
    clearTimeout(resting);
    if (!narrow.matches) resting = setTimeout(() => root.classList.add("still"), 2500);
  };
  for (const name of ["pointermove", "pointerdown", "focusin"]) addEventListener(name, moved, { passive: true });
  moved();
  addEventListener("resize", fit);
  addEventListener("hashchange", fromAddress);
  fit();
  fromAddress();
})();
