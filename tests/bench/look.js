// What is wrong with the page that is open, as a list of short sentences.
(() => {
  const found = [];
  const name = (e) => `${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}${e.classList.length ? "." + [...e.classList].join(".") : ""}`;
  const tell = (what, e) => found.push(e ? `${what}: ${name(e)} “${e.textContent.trim().slice(0, 40)}”` : what);
  const shown = (e) => e.checkVisibility() && e.getClientRects().length > 0;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].find((e) => shown(e) && !e.closest(".scroll") && e.getBoundingClientRect().right > root.clientWidth + 1);
    tell(`wider than the window by ${root.scrollWidth - root.clientWidth}`, wide);
  }
  const hides = (e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX);
  for (const e of document.querySelectorAll("main *")) {
    if (e instanceof SVGElement || !shown(e) || e.matches(".only-read, caption, summary")) continue;
    if (hides(e) && e.scrollWidth > e.clientWidth + 1) tell("clipped", e);
  }
  const blocks = [...document.querySelectorAll("main :is(p, h1, h2, h3, li, dt, dd, section, article, tr, table, details, ul, ol, dl)")].filter(shown);
  for (const e of blocks) {
    const next = e.nextElementSibling;
    if (!next || !shown(next) || next.matches(".only-read, caption") || e.matches(".only-read, caption")) continue;
    if (getComputedStyle(e).position !== "static" || getComputedStyle(next).position !== "static") continue;
    const [a, b] = [e.getBoundingClientRect(), next.getBoundingClientRect()];
    const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
    if (across > 3 && down > 3 && getComputedStyle(next).display !== "inline") tell(`overlaps the next by ${Math.round(down)}`, e);
  }
  for (const e of document.querySelectorAll("main section")) {
    const words = e.textContent.replace(e.querySelector("h2")?.textContent ?? "", "").trim();
    if (!words) tell("empty", e);
  }
  let level = 0;
  for (const e of document.querySelectorAll("h1, h2, h3, h4")) {
    const here = Number(e.tagName[1]);
    if (here > level + 1) tell(`a heading of level ${here} under one of ${level}`, e);
    if (!e.textContent.trim()) tell("a heading without words", e);
    level = here;
  }
  if (document.querySelectorAll("h1").length !== 1) tell(`${document.querySelectorAll("h1").length} main headings`);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at).slice(0, 5))) tell(`the id ${id} twice`);
  for (const e of document.querySelectorAll("a, button, summary")) {
    if (!e.textContent.trim() && !e.getAttribute("aria-label")) tell("nothing to read on", e);
  }

  const channels = (colour) => (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = (c) => 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  const luminance = (c) => light(c.slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)));
  const mix = (over, under) => { const part = over[3] ?? 1; return [0, 1, 2].map((at) => over[at] * part + under[at] * (1 - part)); };
  const behind = (e) => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      layers.push(colour);
      if ((colour[3] ?? 1) === 1) break;
    }
    return layers.reduceRight((under, over) => mix(over, under), [255, 255, 255]);
  };
  const seen = new Set();
  for (const e of document.querySelectorAll("body *")) {
    if (e instanceof SVGElement || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !shown(e)) continue;
    const style = getComputedStyle(e);
    const key = `${style.color} ${style.backgroundColor} ${e.className} ${e.parentElement.className}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const back = behind(e);
    const [dark, bright] = [luminance(mix(channels(style.color), back)), luminance(back)].sort((a, b) => a - b);
    const ratio = (bright + 0.05) / (dark + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) tell(`contrast ${ratio.toFixed(2)}`, e);
  }
  return found.slice(0, 12);
})()
