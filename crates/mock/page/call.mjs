// One call: its card is made once, and changed where the call has changed.

const SECOND = 1_000, MINUTE = 60_000, HOUR = 3_600_000;
/** How far the times under a strip may be apart, and how many there are at most. */
const TICKS = [SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 12 * HOUR];
const TICKED = 4;
/** How many lines are shown unasked. */
const LINES = 8;
/** The lanes of a strip, from above. */
const LANES = ["request", "notification", "peer", "media", "clock"];
const LANE = 14;
/** The parts of the keepAlive's span below which there is little time left, and hardly any. */
const LITTLE = 1 / 3, HARDLY = 1 / 9;

const SHADES = {
  incoming: "early", establishing: "early", ringing: "early", redirecting: "early",
  established: "main", hold: "main", transferring: "main", transferAccepted: "main",
};
const CAUSES = {
  localHangUp: "the application hung up",
  remoteHangUp: "the other side hung up",
  rejected: "the application rejected it",
  redirected: "redirected",
  transferred: "transferred",
  answerTimeout: "not answered in time",
  keepAliveExpired: "dropped: no keepAlive in time",
  declined: "declined",
  busy: "busy",
  noAnswer: "nobody answered",
  mediaFailed: "its media failed",
};

const two = (count) => String(count).padStart(2, "0");
/** 754000 is 00:12:34. */
export const hms = (ms) => `${two(Math.floor(ms / HOUR))}:${two(Math.floor(ms / MINUTE) % 60)}:${two(Math.floor(ms / SECOND) % 60)}`;
/** What is left until it is over: 1885500 is 31:26. */
const left = (ms) => `${two(Math.floor(Math.ceil(ms / SECOND) / 60))}:${two(Math.ceil(ms / SECOND) % 60)}`;
/** A word of the field as words: `stopToneDetected` is stop tone detected. The name of a request stays what it is. */
const words = (word) => word.replaceAll(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).replaceAll("keep alive", "keepAlive");

/** Writes a text where it is another one. */
export const write = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};
const set = (element, name, value) => {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
};
/** As many elements as there are items: those that are there are used again. */
function fill(parent, items, make, show) {
  while (parent.childElementCount > items.length) parent.lastElementChild.remove();
  while (parent.childElementCount < items.length) parent.append(make());
  items.forEach((item, index) => show(parent.children[index], item));
}
const html = (name, ...children) => {
  const element = document.createElement(name);
  element.append(...children);
  return element;
};
const svg = (name, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  element.append(...children);
  return element;
};
/** What a villain does: `drop 10%, 429 of keepAlive 50%`. */
export const plans = (villain) =>
  villain.map(({ what, chance, of }) => `${what}${of ? ` of ${of}` : ""} ${Number((100 * chance).toFixed(2))}%`).join(", ");
const OPERATION = () => html("li", html("b"), " ", html("span"));
const SEAT = () => html("li", html("b"), " ", html("span"));
const LINE = () => html("li", html("time"), html("p", html("span"), " ", html("b")));
const TICK = () => svg("g", svg("line"), svg("text"));
const MARK = () => svg("use", svg("title"));

export class Card {
  #said;
  #call;
  #open = false;
  /** What the strip shows, from and to. */
  #from = 0;
  #to = 1;

  constructor(template) {
    this.element = template.content.firstElementChild.cloneNode(true);
    // Looked up once: most of them are touched at every frame.
    this.parts = Object.fromEntries(
      ["h2", ".way", ".state", ".alive", ".bar", ".bar i", ".left", ".end", ".cause", ".when", ".due", ".villain", ".operations", ".roster", "svg", ".window", ".ticks", ".marks", ".past", ".now", ".lines", ".all"]
        .map((selector) => [selector, this.element.querySelector(selector)]),
    );
    this.parts[".all"].addEventListener("click", () => {
      this.#open = !this.#open;
      this.#showLines();
    });
  }

  /** The service has said how the call is. */
  show(call) {
    const said = JSON.stringify(call);
    if (said === this.#said) return;
    const before = this.#call;
    [this.#said, this.#call] = [said, call];
    const { parts, element } = this;
    const { id, direction, state, cause, began, ended, expiry } = call;
    write(parts["h2"], id.slice(0, 8));
    set(parts["h2"], "title", id);
    set(parts["h2"], "aria-label", `call ${id}`);
    write(parts[".way"], `${direction === "incoming" ? "↘" : "↗"} ${direction}`);
    write(parts[".state"], words(state));
    element.dataset.id = id;
    element.dataset.state = state;
    element.dataset.shade = cause === "keepAliveExpired" ? "lost" : (SHADES[state] ?? "late");
    parts[".alive"].hidden = !expiry;
    parts[".end"].hidden = !cause;
    write(parts[".cause"], cause ? (CAUSES[cause] ?? words(cause)) : "");
    write(parts[".when"], ended === undefined ? "" : `at ${hms(ended)}, after ${left(ended - began)}`);
    if (before?.expiry && expiry?.at > before.expiry.at) this.#renewed();
    fill(parts[".operations"], call.operations, OPERATION, showOperation);
    parts[".operations"].hidden = call.operations.length === 0;
    fill(parts[".roster"], call.roster ?? [], SEAT, showSeat);
    parts[".roster"].hidden = !call.roster?.length;
    write(parts[".villain"], call.villain?.length ? `villain: ${plans(call.villain)}` : "");
    this.#showStrip();
    this.#showLines();
  }

  /** What changes with the time alone. */
  draw(now) {
    const { parts } = this;
    const { expiry, deadline, ended } = this.#call;
    if (ended !== undefined) return write(parts[".due"], "");
    if (expiry) {
      const ms = Math.max(0, expiry.at - now);
      const share = Math.min(1, ms / Math.max(1, expiry.at - expiry.from));
      parts[".bar i"].style.transform = `scaleX(${share.toFixed(4)})`;
      write(parts[".left"], left(ms));
      set(parts[".bar"], "aria-valuenow", Math.round(share * 100));
      set(parts[".alive"], "data-left", share > LITTLE ? "much" : share > HARDLY ? "little" : "hardly");
    }
    // The keepAlive's has the bar.
    const other = deadline && deadline.at !== expiry?.at;
    write(parts[".due"], other ? `next deadline: ${words(deadline.kind)} in ${left(Math.max(0, deadline.at - now))}` : "");
    this.#at(now);
  }

  /** A keepAlive came: it is seen for a moment. */
  #renewed() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.parts[".bar"].animate([{ boxShadow: "0 0 0 4px var(--good)" }, { boxShadow: "0 0 0 0 transparent" }], 700);
  }

  /** How far the time has come in the strip. */
  #at(now) {
    const share = Math.min(1, Math.max(0, (now - this.#from) / (this.#to - this.#from)));
    this.parts[".past"].style.transform = `scaleX(${share.toFixed(4)})`;
    this.parts[".now"].style.transform = `translateX(${(share * 100).toFixed(2)}%)`;
  }

  /** Everything that happened, at its time, and what is to come. */
  #showStrip() {
    const { parts } = this;
    const { began, ended, expiry, deadline, timeline } = this.#call;
    const times = timeline.map(({ at }) => at);
    // What happened long ago is no longer in the timeline.
    this.#from = timeline.length ? Math.min(times[0], expiry?.from ?? Infinity) : began;
    this.#to = Math.max(this.#from + SECOND, ...times, ended ?? Math.max(expiry?.at ?? 0, deadline?.at ?? 0));
    const x = (at) => `${((100 * (at - this.#from)) / (this.#to - this.#from)).toFixed(2)}%`;
    set(parts[".window"], "x", x(expiry?.from ?? this.#from));
    set(parts[".window"], "width", expiry ? x(this.#from + expiry.at - expiry.from) : 0);

    const step = TICKS.find((step) => (this.#to - this.#from) / step <= TICKED) ?? (this.#to - this.#from) / TICKED;
    const ticks = [];
    for (let at = Math.ceil(this.#from / step) * step; at <= this.#to; at += step) ticks.push(at);
    fill(parts[".ticks"], ticks, TICK, ({ children: [line, text] }, at) => {
      for (const name of ["x1", "x2"]) set(line, name, x(at));
      set(line, "y2", LANES.length * LANE);
      set(text, "x", x(at));
      set(text, "y", LANES.length * LANE + 12);
      const share = (at - this.#from) / (this.#to - this.#from);
      set(text, "text-anchor", share < 0.08 ? "start" : share > 0.92 ? "end" : "middle");
      write(text, step < MINUTE ? hms(at) : hms(at).slice(0, -3));
    });
    fill(parts[".marks"], timeline, MARK, (mark, { at, kind, text, result, good }) => {
      set(mark, "href", good === false ? "#cross" : "#mark");
      set(mark, "class", good === false ? `${kind} bad` : kind);
      set(mark, "x", x(at));
      set(mark, "y", LANES.indexOf(kind) * LANE + LANE / 2);
      write(mark.firstElementChild, `${hms(at)} ${text} ${words(result ?? "")}`);
    });
    set(parts["svg"], "aria-label", `From ${hms(this.#from)} to ${hms(this.#to)}: ${timeline.length} marks, told below`);
    if (ended !== undefined) this.#at(ended);
  }

  #showLines() {
    const { timeline } = this.#call;
    const { [".lines"]: list, [".all"]: button } = this.parts;
    const shown = this.#open ? timeline : timeline.slice(-LINES);
    fill(list, shown.toReversed(), LINE, (row, { at, kind, text, result, good }) => {
      const [time, { children: [what, came] }] = row.children;
      set(row, "data-kind", kind);
      set(row, "title", kind);
      set(row, "class", good === undefined ? "" : good ? "good" : "bad");
      write(time, hms(at));
      write(what, text);
      write(came, words(result ?? ""));
    });
    button.hidden = timeline.length <= LINES;
    set(button, "aria-expanded", this.#open);
    write(button, this.#open ? "the last ones only" : `all ${timeline.length}`);
  }
}

function showOperation(item, { id, kind, status, phase, reason }) {
  const [name, how] = item.children;
  set(item, "data-status", status);
  set(item, "title", id);
  write(name, kind);
  write(how, [phase ?? status, reason].filter(Boolean).map(words).join(": "));
}

function showSeat(item, { id, name, marks = [] }) {
  const [who, how] = item.children;
  set(item, "title", id);
  set(item, "class", marks.includes("in the lobby") ? "waits" : marks.includes("the application") ? "me" : "");
  write(who, name);
  write(how, marks.join(", "));
}
