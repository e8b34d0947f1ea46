
const data = JSON.parse(document.getElementById("data")?.textContent || "{}");

/** @param {string} name @param {string} kind @param {string} [text] */
function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The events of the load's journey; what findings point at is marked, other tabs stand back. */
function story(load) {
  const events = data.journeys[load.journey];
  if (!events) return element("p", "quiet", "The events are left out of this page; they are in the run's folder.");
  const box = element("div", "events"), table = element("table", "");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", `Every event around load ${load.number}, in order of arrival`);
  for (const [seq, ms, actor, mark, what, text] of events) {
    const row = table.appendChild(element("tr", ""));
    if (load.shown.includes(seq)) row.className = "shown";
    else if (actor.startsWith("tab-") && actor !== load.tab) row.className = "elsewhere";
    const cells = [String(seq), ms.toFixed(1), actor, `${mark} ${what}`, text];
    for (const cell of cells) row.append(element("td", "", cell));
  }
  box.append(table);
  return box;
}

function draw(details) {
  const number = Number(details.dataset.load);
  const load = { ...data.loads[number], number };
  const inside = details.appendChild(element("div", "inside"));
  inside.append(element("p", "quiet small", load.url));
  const place = inside.appendChild(element("div", ""));
  const paint = () => {
    const width = Math.floor(place.clientWidth);
    if (width > 0) place.replaceChildren(waterfall(load, data.lanes, width));
  };
  paint();
  let before = place.clientWidth;
  new ResizeObserver(([it]) => {
    if (Math.abs(it.contentRect.width - before) > 1) { before = it.contentRect.width; paint(); }
  }).observe(place);
  const spent = load.legs.filter(([, ms]) => ms >= 0.5).map(([name, ms]) => `${name} ${said(ms)}`);
  if (spent.length) inside.append(element("p", "small", `Where the time went: ${spent.join(" · ")}`));
  for (const note of load.notes) inside.append(element("p", "quiet small", note));
  const told = inside.appendChild(story(load));
  told.querySelector(".shown")?.scrollIntoView({ block: "nearest" });
}

for (const details of document.querySelectorAll("details.load"))
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector(".inside")) draw(details);
  });

/** Opens whatever hides the place that the address names, and goes there. */
function follow() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  for (let at = place; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  place.hidden = false;
  place.scrollIntoView({ block: "start" });
}
addEventListener("hashchange", follow);
follow();

document.getElementById("filter")?.addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const load of document.querySelectorAll("details.load")) {
    const text = load.querySelector("summary").textContent.toLowerCase();
    load.hidden = !wanted.every((it) => text.includes(it));
    left += load.hidden ? 0 : 1;
  }
  document.getElementById("matches").textContent = left === 1 ? "1 load" : left ? `${left} loads` : "no loads";
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button.copy");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(button.previousElementSibling);
    button.textContent = "Selected";
  }
});
