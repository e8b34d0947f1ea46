// @ts-check
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const GUTTER = 70, ROW = 19, BAR = 11, BAR_WITH_TEXT = 15, TOP = 22, PAD = 6, LETTER = 6.1, LEAST = 3;

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function svg(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {number} ms */
function said(ms) {
  const size = Math.abs(ms);
  return size < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A step of 1, 2 or 5 times a power of ten that cuts `span` into at most `most` parts. */
function step(span, most) {
  const rough = span / most, power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((it) => it * power).find((it) => it >= rough) || rough;
}

/** What stands beside a bar; a failure and an open end are told in signs as well as in colour. */
function label([, begin, end, text, state]) {
  const sign = state === "fail" ? "✗ " : state === "open" ? "… " : "";
  const took = end > begin ? ` · ${said(end - begin)}` : "";
  return `${sign}${text}${state === "open" ? " · no answer" : took}`;
}

/** Lays bars into rows so that neither bars nor labels meet; a label that would run out of the
 * picture stands before its bar. */
function packed(bars, x, width) {
  const rows = [];
  return bars.map((bar) => {
    const left = x(bar[1]), right = Math.max(x(bar[2]), left + LEAST);
    let text = label(bar);
    const within = text.length * LETTER + 2 * PAD < right - left;
    const room = within ? right - left : Math.max(0, Math.max(width - right, left - GUTTER) - 2 * PAD);
    if (text.length * LETTER > room) text = `${text.slice(0, Math.max(3, Math.floor(room / LETTER) - 1))}…`;
    const long = text.length * LETTER + PAD;
    const before = !within && right + long > width && left - long > GUTTER;
    const from = before ? left - long : left, to = before || within ? right : right + long;
    let row = rows.findIndex((taken) => taken.every(([a, b]) => to + PAD < a || from > b + PAD));
    if (row < 0) row = rows.push([]) - 1;
    rows[row].push([from, to]);
    const at = within ? left + PAD : before ? left - PAD / 2 : right + PAD / 2;
    return { bar, row, left, right, text, at, before, within };
  });
}

/** The load as a picture `width` pixels wide. */
function waterfall(load, lanes, width) {
  const [begin, end] = load.axis, span = Math.max(end - begin, 1);
  const x = (ms) => GUTTER + ((ms - begin) / span) * (width - GUTTER - PAD);
  const picture = svg("svg", { class: "waterfall", role: "img", width });
  picture.append(svg("title", {}, `Waterfall of the load: ${load.outcome} after ${said(load.ended - load.began)}`));
  let y = TOP;
  const rules = svg("g", {}), body = svg("g", {});
  lanes.forEach((lane, number) => {
    const laid = packed(load.bars.filter((it) => it[0] === number), x, width);
    const rows = Math.max(1, ...laid.map((it) => it.row + 1));
    rules.append(svg("line", { class: "rule", x1: 0, x2: width, y1: y, y2: y }));
    body.append(svg("text", { class: "lane", x: 2, y: y + 14 }, lane));
    for (const it of laid) body.append(drawn(it, y + 4 + it.row * ROW, load.shown));
    if (!laid.length) body.append(svg("text", { class: "lane", x: GUTTER, y: y + 14 }, "nothing seen"));
    y += rows * ROW + 5;
  });
  for (const ms of ticks(begin, end, width)) rules.append(tick(x(ms), ms, y));
  for (const ms of new Set([load.began, load.ended]))
    rules.append(svg("line", { class: "edge", x1: x(ms), x2: x(ms), y1: TOP, y2: y }));
  picture.append(rules, body);
  picture.setAttribute("height", String(y));
  return picture;
}

function drawn(it, y, shown) {
  const [, begin, end, text, state, seq] = it.bar;
  const classes = [state, shown.includes(seq) ? "shown" : "", it.within ? "within" : ""];
  const group = svg("g", { class: classes.join(" ") });
  group.append(svg("title", {}, `${text}: ${said(begin)}${end > begin ? ` to ${said(end)}` : ""} (event ${seq})`));
  const height = it.within ? BAR_WITH_TEXT : BAR, top = y - (height - BAR) / 2;
  group.append(svg("rect", { x: it.left, y: top, width: it.right - it.left, height, rx: 2 }));
  const anchor = it.before ? "end" : "start";
  group.append(svg("text", { x: it.at, y: y + 10, "text-anchor": anchor }, it.text));
  return group;
}

function ticks(begin, end, width) {
  const by = step(Math.max(end - begin, 1), Math.max(2, Math.floor((width - GUTTER) / 90)));
  const found = [];
  for (let at = Math.ceil(begin / by) * by; at <= end; at += by) found.push(at);
  return found;
}

function tick(x, ms, bottom) {
  const group = svg("g", { class: "tick" });
  group.append(svg("line", { class: "rule", x1: x, x2: x, y1: TOP, y2: bottom }));
  group.append(svg("text", { x, y: 14, "text-anchor": "middle" }, said(ms)));
  return group;
}
