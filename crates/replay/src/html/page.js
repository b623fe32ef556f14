"use strict";
// Everything of the log comes in as text, and goes out as the text of an element: never as HTML.
const $ = (id) => document.getElementById(id);
const block = (id) => $(id).textContent.split("\n").filter(Boolean);
const about = JSON.parse($("data-about").textContent);
const calls = block("data-calls").map((line) => JSON.parse(line));
// A line is the number of its call, its text and its JSON, between tabs. They are read when they are looked at.
const lines = block("data-lines");
const linesOf = new Map();
lines.forEach((line, place) => {
  const number = parseInt(line, 10);
  const of = linesOf.get(number);
  of ? of.push(place) : linesOf.set(number, [place]);
});
const count = calls.length;
if (linesOf.has(0)) calls.push({ n: 0, id: "", what: "lines that are about no known call", odd: 0, from: about.first, to: about.last, states: [], ticks: [], operations: [], text: "", live: false });
for (const call of calls) call.words = `#${call.n} ${call.id} ${call.what} ${call.text}`.toLowerCase();

const ROW = 52;
const list = $("list"), rows = $("rows"), detail = $("detail"), main = document.querySelector("main");
let shown = calls;
let chosen = calls.length ? 0 : -1;

const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};
const pad = (number, length = 2) => String(number).padStart(length, "0");
function time(millis) {
  if (about.wall) return new Date(millis).toISOString().slice(11, 23);
  const since = Math.max(0, millis - about.first), seconds = Math.floor(since / 1000);
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(since % 1000, 3)}`;
}

const SVG = "http://www.w3.org/2000/svg";
/** The states as a band, keepAlives as marks on it, operations as a line below. */
function drawing(call, byItself) {
  const [from, to] = byItself ? [call.from, call.to] : [about.first, about.last];
  const span = Math.max(1, to - from);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 1000 16");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const put = (className, begins, ends, y, height, least) => {
    const rect = document.createElementNS(SVG, "rect");
    const x = ((begins - from) / span) * 1000, width = Math.max(least, ((ends - begins) / span) * 1000);
    rect.setAttribute("class", className);
    rect.setAttribute("x", Math.min(x, 1000 - least).toFixed(1));
    rect.setAttribute("y", y);
    rect.setAttribute("width", width.toFixed(1));
    rect.setAttribute("height", height);
    svg.append(rect);
  };
  put("rail", from, to, 5, 1, 1);
  call.states.forEach(([at, state], place) => {
    const next = call.states[place + 1];
    if (state !== "terminated") put(`s-${state}`, at, next ? next[0] : call.to, 0, 11, 3);
  });
  if (call.lost) put("lost", ...call.lost, 0, 11, 3);
  for (const [at, kind] of call.ticks) put(kind, at, at, 2, 7, 3);
  for (const [begins, ends] of call.operations) put("operation", begins, ends ?? call.to, 12.5, 3, 3);
  return svg;
}

function row(place) {
  const call = shown[place];
  const element = make("div", "row");
  element.id = `row-${place}`;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", String(place === chosen));
  element.setAttribute("aria-setsize", String(shown.length));
  element.setAttribute("aria-posinset", String(place + 1));
  element.style.top = `${place * ROW}px`;
  element.dataset.place = String(place);
  const line = make("p");
  line.append(make("span", "tick", call.n ? `#${call.n}` : "–"), make("span", call.odd ? "what odd" : "what", call.what), make("span", "id dim", call.id.slice(0, 8)));
  element.append(line, drawing(call, $("axis").value === "call"));
  return element;
}

/** Only the rows that can be seen are there. */
function draw() {
  rows.style.height = `${shown.length * ROW}px`;
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 6);
  const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 6);
  const there = [];
  for (let place = first; place < last; place++) there.push(row(place));
  rows.replaceChildren(...there);
  if (chosen >= first && chosen < last) list.setAttribute("aria-activedescendant", `row-${chosen}`);
  else list.removeAttribute("aria-activedescendant");
}

function choose(place, open) {
  if (!shown.length) return;
  chosen = Math.max(0, Math.min(shown.length - 1, place));
  const top = chosen * ROW;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
  draw();
  tell(shown[chosen]);
  if (open) {
    main.classList.add("open");
    detail.focus({ preventScroll: true });
  }
}

const MARKS = { sent: "keepAlive sent", succeeded: "keepAlive", failed: "keepAlive failed", notFound: "keepAlive: not found" };
/** What the colours of a drawing mean: those that are in it. */
function legend(call) {
  const items = make("ul", "legend");
  const meanings = new Map(call.states.filter(([, state]) => state !== "terminated").map(([, state]) => [`s-${state}`, state]));
  for (const [, kind] of call.ticks) meanings.set(kind, MARKS[kind]);
  if (call.lost) meanings.set("lost", "presumed lost");
  if (call.operations.length) meanings.set("operation", "operation");
  for (const [className, name] of meanings) {
    const item = make("li"), svg = document.createElementNS(SVG, "svg"), rect = document.createElementNS(SVG, "rect");
    svg.setAttribute("aria-hidden", "true");
    rect.setAttribute("class", className);
    rect.setAttribute("width", "10");
    rect.setAttribute("height", "10");
    svg.append(rect);
    item.append(svg, name);
    items.append(item);
  }
  return items;
}

/** How many lines are made at once. */
const PAGE = 1000;
function tell(call) {
  const back = make("button", "", "Back to the calls");
  back.id = "back";
  back.type = "button";
  back.addEventListener("click", () => {
    main.classList.remove("open");
    draw();
    list.focus();
  });
  const parts = [back, make("h2", "", call.n ? `Call #${call.n}` : "Other lines")];
  if (call.n) {
    const axis = make("div", "axis dim");
    axis.append(make("span", "", time(call.from)), make("span", "", time(call.to)));
    parts.push(make("div", "id dim", call.id), drawing(call, true), axis, legend(call), make("pre", "", call.text));
    const whole = make("details");
    whole.append(make("summary", "", "The call as JSON"), make("pre", "", JSON.stringify(call.json, null, 2)));
    parts.push(whole);
  }
  const all = linesOf.get(call.n) ?? [];
  parts.push(make("h3", "", all.length === 1 ? "1 line" : `${all.length.toLocaleString("en")} lines`));
  detail.replaceChildren(...parts);
  detail.scrollTop = 0;
  let next = 0;
  const more = () => {
    for (const place of all.slice(next, next + PAGE)) detail.append(told(lines[place]));
    next += PAGE;
    if (next < all.length) {
      const button = make("button", "", `${(all.length - next).toLocaleString("en")} more`);
      button.type = "button";
      button.addEventListener("click", () => (button.remove(), more()));
      detail.append(button);
    }
  };
  more();
}

function told(line) {
  const [, text, json] = line.split("\t");
  const element = make("details");
  element.append(make("summary", "", JSON.parse(text)));
  element.addEventListener("toggle", () => {
    if (element.open && element.childElementCount === 1) element.append(make("pre", "", json ? JSON.stringify(JSON.parse(json), null, 2) : "no JSON: the report has this line as text only"));
  });
  return element;
}

function filter() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const which = $("which").value;
  shown = calls.filter((call) => {
    if (which === "odd" && !call.odd) return false;
    if (which === "live" && !call.live) return false;
    if (which.startsWith("=") && call.cause !== which.slice(1)) return false;
    return words.every((word) => call.words.includes(word));
  });
  const number = (count) => count.toLocaleString("en");
  const found = shown.filter((call) => call.n).length;
  $("count").textContent = found === count ? `${number(count)} ${count === 1 ? "call" : "calls"}` : `${number(found)} of ${number(count)} calls`;
  list.scrollTop = 0;
  chosen = shown.length ? 0 : -1;
  draw();
  if (shown.length) tell(shown[0]);
  else detail.replaceChildren(make("p", "dim", count ? "No call is like that." : "There is no call in this trace."));
}

$("about").textContent = calls.length ? `${about.wall ? `${new Date(about.first).toISOString().slice(0, 10)}, UTC, ` : ""}${time(about.first)} to ${time(about.last)}${about.unread ? `, ${about.unread} could not be read` : ""}` : "";
for (const cause of [...new Set(calls.map((call) => call.cause).filter(Boolean))].sort()) {
  const option = make("option", "", `ended: ${cause}`);
  option.value = `=${cause}`;
  $("which").append(option);
}
let asked = 0;
$("search").addEventListener("input", () => {
  clearTimeout(asked);
  asked = setTimeout(filter, 80);
});
$("which").addEventListener("change", filter);
$("axis").addEventListener("change", draw);
list.addEventListener("scroll", draw, { passive: true });
addEventListener("resize", draw);
rows.addEventListener("click", (event) => {
  const element = event.target.closest(".row");
  if (element) choose(Number(element.dataset.place), matchMedia("(max-width:760px)").matches);
});
list.addEventListener("keydown", (event) => {
  const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
  const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, PageDown: chosen + page, PageUp: chosen - page, Home: 0, End: shown.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") choose(chosen, true);
  else if (to !== undefined) choose(to, false);
  else return;
  event.preventDefault();
});
detail.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  main.classList.remove("open");
  draw();
  list.focus();
});
filter();
document.documentElement.dataset.ready = "yes";
