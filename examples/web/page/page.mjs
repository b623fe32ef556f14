// What one sees and clicks.

import { ENDS, MINUTE, drawing, overview } from "./drawings.mjs";
import { Host, clock, load } from "./host.mjs";

const $ = (id) => document.getElementById(id);
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const checked = (name) => document.querySelector(`input[name=${name}]:checked`).value;
const choose = (name, value) => {
  document.querySelector(`input[name=${name}][value="${value}"]`).checked = true;
};
/** The outputs that the overview marks. */
const MARKS = { renewed: "ok", failed: "bad" };
/** Rows of the log that are kept. */
const ROWS = 600;

const drawings = { call: await drawing("call"), record: await drawing("record") };
const host = new Host(await load("web.wasm"), tell);
/** What the overview draws: of each end its states, and what happened to its keepAlives. */
let history;
/** Whether something happened since the buttons were dimmed. */
let stale = true;
renew("outgoing");

function renew(way) {
  history = { app: [], service: [], marks: [] };
  $("log").replaceChildren();
  $("held").replaceChildren();
  say("");
  for (const { forget } of Object.values(drawings)) forget();
  host.begin(way);
  choose("which", "call");
  ENDS.forEach(moved);
  stale = true;
  see();
}

/** Something happened. */
function tell(news) {
  stale = true;
  if (news.type === "message") return tellMessage(news);
  const { end, event, verdict, why, line, at, outputs } = news;
  ENDS.forEach(moved);
  const wake = line.endsWith(" wake");
  for (const { kind, at } of outputs) if (kind in MARKS) history.marks.push({ at, mark: MARKS[kind] });
  // What is sent has its own line.
  const told = outputs.filter(({ kind }) => kind !== "send");
  if (wake && told.length === 0) return;
  const said = make("p", {}, wake ? make("i", { textContent: `${event} is due` }) : event);
  if (!wake) said.append(" ", make("b", { className: `verdict ${verdict}`, textContent: verdict }));
  const row = make("li", { className: `row ${end}` }, make("time", { textContent: clock(at) }), make("div", {}, said));
  if (why) row.lastChild.append(make("p", { className: "why", textContent: why }));
  for (const { kind, text } of told) row.lastChild.append(make("p", { className: `out ${kind}`, textContent: text }));
  append(row);
}

function tellMessage(message) {
  const { number, kind, text, fate, at } = message;
  $("held").querySelector(`[data-number="${number}"]`)?.remove();
  const said = make("p", { className: "wire" }, make("span", { textContent: text }));
  const row = make("li", { className: `row network ${kind} ${fate}` }, make("time", { textContent: clock(at) }), make("div", {}, said));
  if (fate === "held") hold(message);
  else if (kind !== "request") {
    const again = make("button", { className: "again", textContent: "↻", title: "Once more, now" });
    again.setAttribute("aria-label", `${text}, once more`);
    again.onclick = () => did(() => host.deliver(message));
    said.append(again);
  }
  append(row);
}

function hold(message) {
  const item = make("li", { className: message.kind }, make("span", { textContent: message.text }));
  item.dataset.number = message.number;
  const gone = (then) => () => did(() => (item.remove(), then()));
  item.append(make("button", { textContent: "deliver", onclick: gone(() => host.deliver(message)) }));
  item.append(make("button", { textContent: "lose", onclick: gone(() => host.lose(message)) }));
  $("held").append(item);
}

function append(row) {
  const log = $("log");
  const follows = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.append(row);
  while (log.childElementCount > ROWS) log.firstChild.remove();
  if (follows) log.scrollTop = log.scrollHeight;
}

function say(text) {
  $("said").textContent = text;
}

/** An end may be in another state now, or its recording in another phase. */
function moved(end) {
  const { state, lost, operations } = host.ends[end];
  const states = history[end];
  const last = states.at(-1)?.state;
  if (last !== state || states.at(-1).lost !== lost) states.push({ at: host.now, state, lost });
  if (last !== state) {
    drawings.call.light(end, last, state);
    if (last) choose("which", "call");
  }
  const phase = end === "service" ? operations.findLast(({ kind }) => kind === "record")?.status : undefined;
  if (phase && phase !== history.phase) {
    drawings.record.light(end, history.phase, phase);
    history.phase = phase;
    if (phase !== "ended") choose("which", "record");
  }
}

/** Someone clicked: does it, and says what became of it. */
function did(what) {
  const before = $("log").lastElementChild;
  what();
  see();
  const row = before ? before.nextElementSibling : $("log").firstElementChild;
  say(row ? [...row.querySelectorAll("p")].map((p) => p.innerText).join(" · ") : "");
}

/** Shows how both ends stand. */
function see() {
  $("clock").textContent = clock(Math.floor(host.now / 1000) * 1000);
  for (const end of ENDS) seeEnd(end, host.ends[end]);
  for (const [name, { show }] of Object.entries(drawings)) show(checked("which") === name);
  overview($("overview"), host, history, drawings.call.shade);
  if (!stale) return;
  stale = false;
  for (const button of document.querySelectorAll("[data-line]")) {
    const [verdict, why] = host.check(button.dataset.line);
    button.classList.toggle("vain", verdict !== "applied");
    button.dataset.verdict = verdict;
    button.title = why || (button.dataset.hint ?? "");
  }
}

function seeEnd(end, { state, cause, kind, at, expires, lost, note, operations }) {
  const panel = $(end);
  panel.querySelector(".state").replaceChildren(state, make("small", { textContent: cause || lost }));
  panel.dataset.shade = lost ? "lost" : drawings.call.shade(state);
  const facts = [];
  const left = (time) => clock(Math.max(0, Math.ceil((time - host.now) / 1000) * 1000));
  facts.push(["deadline", at === undefined ? "none" : `${left(at)} · ${kind}`]);
  facts.push(["expires in", expires === undefined ? "—" : expires > host.now ? left(expires) : "passed"]);
  if (note) facts.push(["keepAlive", note]);
  for (const { kind, status, reason } of operations) facts.push([kind, reason ? `${status}: ${reason}` : status]);
  const list = panel.querySelector("dl");
  const pair = ([name, text]) => make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: text }));
  list.replaceChildren(...facts.map(pair));
  if (expires > host.now) {
    const share = (expires - host.now) / (45 * MINUTE);
    list.children[1].append(make("meter", { value: share, low: 1 / 3, optimum: 1, ariaLabel: "until the expiry" }));
  }
}

function settings() {
  host.network = checked("network");
  host.keepAlive = checked("alive");
}

const STORIES = {
  drop: {
    says: "The call is answered, and from then on nothing gets through. No keepAlive for 45 minutes: the service ends it, the application presumes it lost.",
    steps: ["service peer connects", { network: "loses", speed: 3600 }],
  },
  record: {
    says: "A recording, which ends by #, 11 or *, by silence, or after a minute. The caller speaks and has pressed 1. Press it again.",
    steps: ["service peer connects", 1000, "app ask record", 2500, "service media speechStarted", 3000, "service media 1", { speed: 1 }],
  },
  twice: {
    says: "The first notification came once more, and too late: it is stale. The second came twice: nothing changed. Any ↻ does that.",
    steps: ["service peer rings", 2000, "service peer connects", 2000, { again: 0 }, { again: 1 }, { speed: 1 }],
  },
};

/** A story does what one could click. */
function tellStory({ says, steps }) {
  choose("network", "works");
  choose("alive", "answered");
  settings();
  renew("outgoing");
  host.advance(2000);
  for (const step of steps) {
    if (typeof step === "number") host.advance(host.now + step);
    else if (typeof step === "string") {
      host.feed(step);
      host.advance(host.now + 100);
    } else if ("again" in step) $("log").querySelectorAll(".again")[step.again].click();
    else for (const [name, value] of Object.entries(step)) choose(name, value);
  }
  settings();
  see();
  say(says);
}

document.addEventListener("click", ({ target }) => {
  const { line, pass, story, begin } = target.dataset ?? {};
  if (line) did(() => host.feed(line));
  if (pass) {
    host.advance(host.now + Number(pass));
    say("");
    see();
  }
  if (story) tellStory(STORIES[story]);
  if (begin) renew(begin);
});
$("next").onclick = () => did(() => host.advance(host.next()?.at ?? host.now));
document.addEventListener("change", () => {
  settings();
  see();
});

let last = performance.now();
let passed = 0;
requestAnimationFrame(function frame(time) {
  const speed = Number(checked("speed"));
  // A page that was in the background did not see the time pass.
  passed += Math.min(time - last, 100) * speed;
  last = time;
  if (passed >= 1) {
    host.advance(host.now + Math.floor(passed));
    passed %= 1;
    if (host.over) choose("speed", 0);
    see();
  }
  requestAnimationFrame(frame);
});
document.documentElement.dataset.ready = "yes";
