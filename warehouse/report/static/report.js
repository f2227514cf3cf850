// Keys and sorting for readers who have scripts; every page reads the same without them.
"use strict";
(() => {
  const toggles = { k: "show-kept", x: "show-removed", c: "show-claims", n: "show-negated", s: "show-signals" };
  const keys = [["k", "kept text"], ["x", "removed text"], ["c", "claims"], ["n", "only negated claims"],
    ["s", "what costs points"], ["j", "next mark"], ["J", "previous mark"], ["[", "previous article"], ["]", "next article"],
    ["u", "up"], ["?", "this help"]];
  let here = -1;

  const shown = (ref) => ref.offsetParent !== null || ref.closest("details:not([open])");

  function step(by) {
    const refs = [...document.querySelectorAll(".page .ref")].filter(shown);
    if (!refs.length) return;
    document.querySelector(".ref.here")?.classList.remove("here");
    here = (here + by + refs.length) % refs.length;
    const ref = refs[here];
    const fold = ref.closest("details");
    if (fold) fold.open = true;
    ref.classList.add("here");
    ref.scrollIntoView({ block: "center" });
    ref.focus({ preventScroll: true });
  }

  function help() {
    const dialog = document.createElement("dialog");
    const list = document.createElement("dl");
    for (const [key, what] of keys) {
      const term = document.createElement("dt");
      const mark = document.createElement("kbd");
      const said = document.createElement("dd");
      mark.textContent = key;
      said.textContent = what;
      term.append(mark);
      list.append(term, said);
    }
    const title = document.createElement("h2");
    title.textContent = "Keys";
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, list, close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function up() {
    const crumbs = document.querySelectorAll(".top nav a");
    if (crumbs.length) crumbs[crumbs.length - 1].click();
  }

  // A link to a claim names the first part of a long article: it goes on until the claim is there.
  const wanted = location.hash.slice(1);
  const further = document.querySelector("body.article .pager a[rel=next]");
  if (wanted && further && !document.getElementById(wanted)) location.replace(`${further.href}#${wanted}`);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches("input[type=search], textarea, select")) return;
    const box = toggles[event.key] && document.getElementById(toggles[event.key]);
    if (box) box.click();
    else if (event.key === "j") step(1);
    else if (event.key === "J") step(here < 0 ? 0 : -1);
    else if (event.key === "[" || event.key === "]") document.querySelector(`a[data-key="${event.key}"]`)?.click();
    else if (event.key === "u") up();
    else if (event.key === "?") help();
  });

  const said = (place) => place?.textContent.replace(/\s+/g, " ").trim() ?? null;

  // The page as data: read from what is printed, so that it says what the reader sees.
  function asData() {
    const pairs = (place) => Object.fromEntries([...place.querySelectorAll("div")].map(
      (row) => [said(row.querySelector("dt")), said(row.querySelector("dd"))]));
    const heads = [...document.querySelectorAll("#claims thead th")].map(said);
    return {
      title: said(document.querySelector("h1")), url: said(document.querySelector(".url")),
      score: said(document.querySelector(".hero .num")), facts: pairs(document.querySelector("main > .facts")),
      points: [...document.querySelectorAll("#score > .ledger > li")].map(
        (line) => ({ points: said(line.querySelector(".pts")), name: said(line.querySelector("b")), reason: said(line.querySelector("p")) })),
      claims: [...document.querySelectorAll("#claims tbody tr")].map(
        (row) => Object.fromEntries([...row.cells].map((cell, place) => [heads[place], said(cell)]))),
      evidence: pairs(document.querySelector("#evidence .facts")),
    };
  }

  // A file has no clipboard of its own: a text field does, in every browser.
  function copy(text) {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  const evidence = document.getElementById("evidence-h");
  if (evidence) {
    const button = document.createElement("button");
    button.className = "copy";
    button.textContent = "copy as JSON";
    button.addEventListener("click", () => {
      button.textContent = copy(JSON.stringify(asData(), null, 1)) ? "copied" : "not copied: the browser refused";
    });
    evidence.append(button);
  }

  const keyOf = (cell) => cell.dataset.order ?? cell.textContent.trim();

  function compare(left, right) {
    if (left === right) return 0;
    if (left === "" || left === "?") return 1;
    if (right === "" || right === "?") return -1;
    const numbers = [Number(left), Number(right)];
    return numbers.some(Number.isNaN) ? left.localeCompare(right) : numbers[0] - numbers[1];
  }

  function sort(table, column, head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => (down ? -1 : 1) * compare(keyOf(a.cells[column]), keyOf(b.cells[column])));
    table.tBodies[0].append(...rows);
  }

  function filter(table) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.className = "filter";
    input.type = "search";
    input.placeholder = "Filter these rows";
    input.setAttribute("aria-label", "Filter these rows");
    input.addEventListener("input", () => {
      const wanted = input.value.toLowerCase();
      for (const row of table.tBodies[0].rows) row.hidden = !`${row.textContent} ${row.dataset.words ?? ""}`.toLowerCase().includes(wanted);
    });
    label.append(input);
    table.closest(".scroll").before(label);
  }

  const choices = document.querySelectorAll("a[data-filter]");
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(table, column, head));
      head.replaceChildren(button);
    });
    if (table.tBodies[0].rows.length > 9 || (table.matches(".articles") && choices.length)) filter(table);
  }

  // What costs points chooses the articles that it costs; a second click shows all again.
  for (const choice of choices) {
    choice.addEventListener("click", () => {
      const input = document.querySelector("#articles input[type=search]");
      input.value = input.value === choice.dataset.filter ? "" : choice.dataset.filter;
      input.dispatchEvent(new Event("input"));
    });
  }
})();
