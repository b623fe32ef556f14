// Asks the service how its calls are, and shows them. It only ever reads.

import { Card, hms, plans, write } from "./call.mjs";

/** How long after an answer, or after none, the service is asked again, and how long an answer may take: real milliseconds. */
const OFTEN = 500;
const SELDOM = 2_000;
const PATIENCE = 5_000;
/** How long it is between two drawings: where things may move, and where they may not. */
const MOVING = 40;
const STILL = 1_000;
/** How long the clock runs on without an answer. */
const ALONE = 3_000;
/** How far the clock may have run ahead and still waits for the service's, in place of going back. */
const AHEAD = 1_000;

const $ = (id) => document.getElementById(id);
const still = matchMedia("(prefers-reduced-motion: reduce)");
/** The calls that are shown, by id. */
const cards = new Map();

/** The service's time between two answers. */
const clock = {
  heard: 0,
  base: undefined,
  speed: 0,
  shown: 0,
  hear({ now, speed }, time) {
    const ahead = this.shown - now;
    if (this.base === undefined || ahead < 0 || ahead > AHEAD * speed) this.shown = now;
    Object.assign(this, { base: now, speed, heard: time });
  },
  at(time) {
    const passed = Math.min(Math.max(time - this.heard, 0), ALONE);
    this.shown = Math.max(this.shown, this.base + passed * this.speed);
    return this.shown;
  },
};

const number = (value) => Number(value).toLocaleString("en");

function show({ speed, counts, room, villain, deeds, more, calls }) {
  write($("speed"), `${number(speed)}×`);
  for (const place of document.querySelectorAll("[data-count]")) {
    write(place, number(counts[place.dataset.count]));
    place.parentNode.classList.toggle("some", counts[place.dataset.count] > 0);
  }
  write($("room"), `of ${number(room)}`);
  showVillain(villain ?? [], Object.entries(deeds ?? {}));
  document.title = `${number(counts.live)} live · mock Graph`;
  showCalls(calls);
  $("none").hidden = calls.length > 0;
  $("more").hidden = more === 0;
  write($("more"), `${number(more)} more are not shown.`);
}

/** What goes wrong on purpose, and how often it has. */
function showVillain(villain, deeds) {
  const [does, did] = [".does", ".did"].map((selector) => $("villain").querySelector(selector));
  $("villain").hidden = villain.length === 0 && deeds.length === 0;
  write(does, plans(villain) || "does nothing now");
  write(did, deeds.length === 0 ? "" : `so far: ${deeds.map(([what, count]) => `${number(count)} × ${what}`).join(", ")}`);
}

/** A call keeps its card for as long as it is shown; a card is moved only where it must be. */
function showCalls(calls) {
  const named = new Set(calls.map(({ id }) => id));
  for (const [id, card] of cards) {
    if (named.has(id)) continue;
    card.element.remove();
    cards.delete(id);
  }
  const list = $("calls");
  const focused = document.activeElement;
  let place = list.firstElementChild;
  for (const call of calls) {
    if (!cards.has(call.id)) cards.set(call.id, new Card($("call")));
    const card = cards.get(call.id);
    card.show(call);
    if (place && place !== card.element && place.nextElementSibling === card.element) list.append(place);
    else if (place !== card.element) list.insertBefore(card.element, place);
    place = card.element.nextElementSibling;
  }
  // What is moved loses it.
  if (focused !== document.activeElement) focused.focus({ preventScroll: true });
}

/** What the service says; `undefined` if it says nothing that can be read. */
async function ask() {
  try {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const answer = await fetch("live", { cache: "no-store", headers, signal: AbortSignal.timeout(PATIENCE) });
    wanted = answer.status === 401;
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

let asking = false;
/** Whether the service wants a token. */
let wanted = false;
let timer;

async function poll() {
  clearTimeout(timer);
  if (asking || document.hidden) return;
  asking = true;
  const live = await ask();
  asking = false;
  timer = setTimeout(poll, live ? OFTEN : SELDOM);
  document.body.classList.toggle("silent", !live);
  write($("said"), live ? "" : wanted ? "A token is needed: put #token=TOKEN behind the address, and reload." : "The service does not answer.");
  if (!live) return;
  clock.hear(live, performance.now());
  show(live);
  draw();
}

/** What changes with the time alone. */
function draw() {
  const now = clock.at(performance.now());
  write($("clock"), hms(now));
  for (const card of cards.values()) card.draw(now);
}

/** Nothing moves so fast that every frame of the screen were needed. */
function frame() {
  if (clock.base !== undefined && clock.shown !== clock.at(performance.now())) draw();
  setTimeout(() => requestAnimationFrame(frame), still.matches ? STILL : MOVING);
}

document.addEventListener("visibilitychange", poll);
frame();
poll();
