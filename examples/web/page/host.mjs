// The host of both ends: a clock, a network that can be broken, and a player. The module knows none of them.

/** How long a message is under way, and what is played takes. */
const LATENCY = 40;
const PLAYS = { prompting: 4000, beeping: 1000 };
/** How long the host waits for a reply. Of keepAlive, GET and DELETE the machine itself keeps the time. */
const PATIENCE = 20_000;
const TIMED_BY_THE_MACHINE = ["keepAlive", "GET", "DELETE"];

/** The module: a line in, lines out. */
export async function load(url) {
  const { instance } = await WebAssembly.instantiate(await (await fetch(url)).arrayBuffer());
  const { memory, line, room, take } = instance.exports;
  const place = (length) => new Uint8Array(memory.buffer, line(), length);
  return (now, text) => {
    const { read, written } = new TextEncoder().encodeInto(text, place(room()));
    if (read < text.length) throw new RangeError(`too long: ${text}`);
    const answer = new TextDecoder().decode(place(take(BigInt(now), written)));
    return answer.split("\n").filter((row) => row).map((row) => row.split("\t"));
  };
}

export class Host {
  /** `tell` hears of all that happens: `{type: "step" | "message", ...}`. */
  constructor(take, tell) {
    this.take = take;
    this.tell = tell;
    this.network = "works";
    this.keepAlive = "answered";
    this.begin("outgoing");
  }

  begin(way) {
    this.now = 0;
    this.plans = [];
    this.underWay = new Map();
    this.answers = new Map();
    this.answered = new Set();
    this.player = undefined;
    this.ends = {};
    this.feed(`begin ${way}`);
  }

  /** What would become of an event: `[verdict, why]`. */
  check(line) {
    return this.take(this.now, `check ${line}`)[0];
  }

  /** Feeds a line to the module, and acts on what it answers. */
  feed(line) {
    const messages = [];
    let step;
    const [, verb, number] = line.split(" ");
    if (verb === "deliver" && this.answers.has(line)) this.answered.add(this.answers.get(line));
    const due = this.ends[line.split(" ")[0]]?.kind;
    for (const [is, ...fields] of this.take(this.now, line)) {
      if (is === "step") {
        const [end, event, verdict, why] = fields;
        step = { type: "step", at: this.now, line, end, event, verdict, why, outputs: [] };
        if (line.endsWith(" wake")) step.event = due;
      } else if (is === "out") {
        const [kind, at, text] = fields;
        step.outputs.push({ kind, at: Number(at), text });
      } else if (is === "message") {
        const [number, kind, text] = fields;
        const arrives = `${kind === "request" ? "service" : "app"} deliver ${number}`;
        messages.push({ type: "message", at: this.now, number, kind, text, arrives });
        if (kind === "reply") this.answers.set(arrives, line.split(" ").find((word) => /^\d+$/.test(word)));
      } else if (is === "phase") {
        this.plays(fields[0]);
      } else if (is === "operation") {
        const [end, kind, status, reason] = fields;
        this.ends[end].operations.push({ kind, status, reason });
      } else if (is === "app" || is === "service") {
        const [state, cause, kind, at, expires, lost, note] = fields;
        const time = (text) => (text ? Number(text) : undefined);
        this.ends[is] = { state, cause, kind, at: time(at), expires: time(expires), lost, note, operations: [] };
      } else {
        const event = "too old: that message is no longer kept";
        step = { type: "step", at: this.now, line, end: "network", event, verdict: "", why: "", outputs: [] };
      }
    }
    // That a request leaves is no news: the message says it.
    if (step && !(line.startsWith("app sent ") && step.verdict === "applied")) this.tell(step);
    for (const message of messages) this.send(message);
  }

  /** What the player has to do now; what it did before is of no account. */
  plays(phase) {
    this.player = undefined;
    const takes = PLAYS[phase];
    if (takes) this.player = this.plan(takes, `service media ${phase === "beeping" ? "beepFinished" : "promptFinished"}`);
  }

  plan(after, line) {
    const plan = { at: this.now + after, line };
    this.plans.push(plan);
    return plan;
  }

  /** A message goes over the network, if it lets it. */
  send(message) {
    const { number, kind, text } = message;
    const request = kind === "request";
    if (request) {
      this.feed(`app sent ${number}`);
      if (!TIMED_BY_THE_MACHINE.includes(text)) this.plan(PATIENCE, `app failed ${number}`);
    }
    const isKeepAlive = text.endsWith("keepAlive");
    const lost = this.network === "loses" || (isKeepAlive && this.keepAlive === "lost");
    if (request && isKeepAlive && Number(this.keepAlive)) message.arrives = `refuse ${number} ${this.keepAlive}`;
    message.fate = lost ? "lost" : this.network === "held" ? "held" : "delivered";
    this.tell(message);
    if (message.fate === "held") this.underWay.set(number, message);
    else if (!lost) this.plan(LATENCY, message.arrives);
  }

  /** A held message goes on, or a reply or notification comes once more. */
  deliver(message) {
    this.underWay.delete(message.number);
    this.feed(message.arrives);
  }

  lose(message) {
    this.underWay.delete(message.number);
    message.fate = "lost";
    this.tell(message);
  }

  /** What happens next, and when: messages first, then the service, then the application. */
  next() {
    const plans = this.plans.filter((plan) => this.matters(plan));
    this.plans = plans;
    const wake = (end) => ({ at: this.ends[end].at, line: `${end} wake` });
    return [...plans, wake("service"), wake("app")]
      .filter(({ at }) => at !== undefined)
      .reduce((first, plan) => (first && first.at <= plan.at ? first : plan), undefined);
  }

  /** A reply that came needs no patience, and the player stops for what comes after. */
  matters(plan) {
    if (plan.line.startsWith("service media")) return plan === this.player;
    const [, verb, number] = plan.line.split(" ");
    return verb !== "failed" || !this.answered.has(number);
  }

  /** Lets time pass until `to`. With the last thing that can happen it stands still. */
  advance(to) {
    for (let done = 0; ; done++) {
      const next = this.next();
      if (next === undefined && done > 0) return;
      if (next === undefined || next.at > to) {
        this.now = Math.max(this.now, to);
        return;
      }
      this.now = Math.max(this.now, next.at);
      this.plans = this.plans.filter((plan) => plan !== next);
      this.feed(next.line);
    }
  }

  get over() {
    return this.next() === undefined;
  }
}

/** Milliseconds as a time of the clock. */
export function clock(ms) {
  const two = (n) => String(n).padStart(2, "0");
  const s = Math.floor(ms / 1000);
  const rest = ms % 1000;
  const time = `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return rest ? `${time}.${String(Math.floor(rest)).padStart(3, "0")}` : time;
}
