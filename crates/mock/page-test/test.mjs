// Watches the page in a headless Chromium, with a service that says what a test wants: node test.mjs SITE CHROMIUM [PICTURES]

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browse } from "../../../examples/web/browser.mjs";
import { NOW, ROSTER, dropped, hungUp, kept, live, many, meeting, recording, ringing, scene } from "./calls.mjs";
import { Canned } from "./canned.mjs";
import { EXPIRY, MINUTE, SECOND, card, run, watch } from "./helpers.mjs";

const [site, chromium, pictures] = process.argv.slice(2);
const server = new Canned(site);
await server.start();
const browser = await browse(chromium);
const { complaints } = browser;
const { evaluate, until, open, pass, text, texts, says, press } = watch(browser, server.address);
const [KEPT, RECORDING, RINGING, DROPPED] = [kept().id, recording().id, ringing().id, dropped().id];

/** Opens the page while the service says that. */
async function opened(said, how) {
  server.manner = "well";
  server.live = said;
  await open(how);
}
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
/** Until the page has asked so often again. */
async function asked(times = 2) {
  for (const [enough, end] = [server.asked + times, Date.now() + 60_000]; server.asked < enough; ) {
    assert.ok(Date.now() < end, "the page does not ask");
    await pause(20);
  }
}
/** The service says nothing from now on, and the page has taken all that it has said. */
async function fallsSilent() {
  server.manner = "not at all";
  // It asks once it has the answer to the question before.
  await asked(1);
}
/** What the service answers from now on; no answer to an earlier question comes after this one's. */
async function answers(said) {
  server.live = said;
  await asked();
}
const scale = (selector) => `new DOMMatrix(getComputedStyle(document.querySelector(${JSON.stringify(selector)})).transform).a`;
const elements = `document.querySelectorAll("#calls *:not(.ticks *)").length`;
/** What Chromium itself writes when nobody listens or the answer is a 500. */
const forgiveSilence = () => complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !complaint.startsWith("Failed to load resource: ")));

const tests = {
  async "every call is shown in the service's order, with its state, its numbers and its operations"() {
    await opened(scene());
    assert.deepEqual(await texts(".call h2"), ["9f2c4d10", "2e1a0b00", "57dab8b1", "c0ffee00", "0b5e55ed"]);
    assert.equal(await evaluate(`document.querySelector(".call h2").title`), RINGING);
    assert.deepEqual(await texts(".call .state"), ["incoming", "established", "established", "terminated", "terminated"]);
    assert.equal(await text(card(RINGING, ".way")), "↘ incoming");
    assert.match(await text(card(RINGING, ".due")), /^next deadline: answer in 00:0\d$/);
    assert.deepEqual(await texts(card(KEPT, ".operations li")), ["record completed: stop tone detected", "subscribeToTone completed"]);
    assert.deepEqual((await texts(card(KEPT, ".lines li"))).slice(0, 2), ["00:45:00keepAlive 200", "00:30:00keepAlive 200"]);
    assert.equal(await text("#counts"), "live 3 of 10,000 ended 2 created 5 requests 41 notifications delivered 17 waiting 2 dropped 0 failed 1");
    assert.equal(await text("#speed"), "60×");
    assert.equal(await evaluate("document.title"), "3 live · mock Graph");
    assert.equal(await evaluate(`new Set([...document.querySelectorAll(".call .state")].map((state) => getComputedStyle(state).backgroundColor)).size`), 4);
  },

  async "the ten states each have a shade"() {
    const states = "incoming establishing ringing redirecting established hold transferring transferAccepted terminating terminated".split(" ");
    await opened(live(states.map((state, index) => ({ ...kept(`${index}`), state }))));
    assert.deepEqual(await texts(".state"), states.map((state) => state.replace("A", " a")));
    assert.deepEqual(await evaluate(`[...document.querySelectorAll(".call")].map(({ dataset }) => dataset.shade)`), [..."eeeemmmmll"].map((shade) => ({ e: "early", m: "main", l: "late" })[shade]));
  },

  async "the clocks count down between two answers, as fast as the service's time"() {
    for (const [speed, after] of [[60, MINUTE], [1, SECOND], [0.5, 0]]) {
      await opened(live([kept()], { speed }), { time: 0 });
      await fallsSilent();
      await says(card(KEPT, ".left"), "37:26");
      await pass(SECOND);
      await says("#clock", { 60: "00:53:34", 1: "00:52:35", 0.5: "00:52:34" }[speed]);
      await says(card(KEPT, ".left"), { 60: "36:26", 1: "37:25", 0.5: "37:26" }[speed]);
      await until(`Math.abs(${scale(card(KEPT, ".bar i"))} - ${(37 * MINUTE + 26 * SECOND - after) / EXPIRY}) < 0.0003`);
      await until(`${scale(card(KEPT, ".past"))} > ${NOW / (90 * MINUTE) - 0.001}`);
    }
    // Nothing is heard any more: it stands, three seconds after the last answer.
    await opened(scene(), { time: 0 });
    await fallsSilent();
    for (const time of [3 * SECOND, 4 * SECOND, 1_000 * SECOND]) {
      await pass(time);
      await evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`);
      await says("#clock", "00:55:34");
    }
  },

  async "a clock that was a little ahead waits; one that was far ahead goes back"() {
    await opened(live([kept()]), { time: 0 });
    await fallsSilent();
    await pass(2 * SECOND);
    await says("#clock", "00:54:34");
    await opened(live([kept()]), { time: 0 });
    await fallsSilent();
    await pass(100);
    await says("#clock", "00:52:40");
    // The page takes an answer at the time 100: the same as before.
    server.manner = "well";
    await asked(3);
    await says("#clock", "00:52:40");
    await answers(live([kept()], { now: NOW - MINUTE - 10 * SECOND }));
    await says("#clock", "00:51:24");
  },

  async "a keepAlive fills the bar again"() {
    const expiring = kept(undefined, { from: 0, at: NOW + 4 * MINUTE });
    await opened(live([expiring], { speed: 0.01 }));
    await says(card(KEPT, ".left"), "04:00");
    assert.equal(await evaluate(`document.querySelector(".alive").dataset.left`), "hardly");
    const color = `getComputedStyle(document.querySelector(".bar i")).backgroundColor`;
    const before = await evaluate(color);
    server.live = live([kept(undefined, { from: NOW })], { speed: 0.01 });
    await says(card(KEPT, ".left"), "45:00");
    await until(`${scale(".bar i")} > 0.999 && document.querySelector(".alive").dataset.left === "much" && ${color} !== ${JSON.stringify(before)}`);
    assert.equal(await evaluate(`document.querySelector(".bar").ariaValueNow`), "100");
  },

  async "a call that got no keepAlive is dropped, and stands there as such"() {
    await opened(live([{ ...kept(DROPPED), expiry: { from: 0, at: NOW } }]));
    await says(card(DROPPED, ".left"), "00:00");
    const look = `getComputedStyle(document.querySelector(".call")).backgroundColor`;
    const before = await evaluate(look);
    server.live = live([dropped("terminating")], { now: EXPIRY + 62 * SECOND, speed: 0.01 });
    await says(card(DROPPED, ".state"), "terminating");
    await says(card(DROPPED, ".due"), "next deadline: teardown in 00:08");
    assert.equal(await text(card(DROPPED, ".end")), "dropped: no keepAlive in time");
    assert.equal(await evaluate(`document.querySelector(".alive").checkVisibility()`), false);
    server.live = live([dropped()]);
    await says(card(DROPPED, ".state"), "terminated");
    await says(card(DROPPED, ".due"), "");
    assert.equal(await text(card(DROPPED, ".end")), "dropped: no keepAlive in time at 00:46:01, after 45:01");
    assert.match((await texts(card(DROPPED, ".lines li"))).join(), /00:51:00keepAlive 404,.*00:46:01terminated keepAlive expired/);
    assert.equal(await evaluate(`document.querySelector(".call").dataset.shade`), "lost");
    await until(`${look} !== ${JSON.stringify(before)}`);
    await answers(live([{ ...hungUp(), cause: "somethingNew" }]));
    assert.equal(await text(".cause"), "something new");
  },

  async "a recording: its phases, and its end by a stop tone"() {
    for (const phase of ["queued", "prompting", "beeping", "listening", "speaking", "pausing"]) {
      if (phase === "queued") await opened(live([recording(phase)]));
      else server.live = live([recording(phase)]);
      await says(card(RECORDING, ".operations li"), `record ${phase}`);
    }
    assert.match(await text(card(RECORDING, ".due")), /^next deadline: initial silence in 00:0\d$/);
    const ended = { ...recording("pausing"), deadline: undefined };
    ended.operations[0] = { id: "3c", kind: "record", status: "completed", reason: "stopToneDetected" };
    server.live = live([ended]);
    await says(card(RECORDING, ".operations li"), "record completed: stop tone detected");
    assert.equal(await text(card(RECORDING, ".due")), "");
  },

  async "what happened stands in the strip at its time, in its kind's lane"() {
    await opened(live([hungUp()]));
    const marks = await evaluate(`[...document.querySelectorAll(".marks use")].map((mark) => [mark.getAttribute("class"), mark.getAttribute("href"), Math.round(parseFloat(mark.getAttribute("x"))), Number(mark.getAttribute("y"))])`);
    assert.deepEqual(marks, [["request", "#mark", 0, 7], ["peer", "#mark", 1, 35], ["request", "#mark", 78, 7], ["peer", "#mark", 100, 35], ["notification bad", "#cross", 100, 21]]);
    assert.deepEqual(await texts(".marks title"), ["00:01:30 create 201", "00:01:40 connects ", "00:16:00 keepAlive 200", "00:19:59 hangsUp ", "00:20:00 deleted given up"].map((title) => title.trim()));
    assert.deepEqual(await texts(".ticks text"), ["00:05", "00:10", "00:15", "00:20"]);
    const drawn = await evaluate(`[...document.querySelectorAll(".marks use")].every((mark) => mark.getBoundingClientRect().width > 4)`);
    assert.ok(drawn, "a mark is not drawn");
  },

  async "a meeting shows who is in it, and a roster that changes is shown again"() {
    await opened(live([meeting(), kept()]));
    const place = card(meeting().id, ".roster li");
    assert.deepEqual(await texts(place), ["Minutes of the meeting the application", "Olga", "Ann muted, sharing", "+12345678901 on hold", "Ben in the lobby"]);
    assert.deepEqual(await evaluate(`[...document.querySelectorAll(".roster li")].map(({ className }) => className)`), ["me", "", "", "", "waits"]);
    assert.equal(await evaluate(`document.querySelector(".roster li").title`), ROSTER[0].id);
    assert.equal(await evaluate(`document.querySelectorAll(".roster")[1].checkVisibility()`), false);
    await answers(live([meeting([ROSTER[0], { ...ROSTER[4], marks: [] }]), kept()]));
    assert.deepEqual(await texts(place), ["Minutes of the meeting the application", "Ben"]);
    assert.deepEqual(await evaluate(`[...document.querySelectorAll(".roster li")].map(({ className }) => className)`), ["me", ""]);
    await answers(live([kept()]));
    assert.equal(await evaluate(`document.querySelectorAll(".roster li").length`), 0);
  },

  async "what the villain does is said, with how often it has: with all calls, and with one"() {
    await opened(live([meeting(), kept()]));
    assert.equal(await evaluate(`document.querySelector("#villain").checkVisibility()`), false);
    assert.deepEqual(await texts(".villain"), ["villain: drop 30%", ""]);
    await answers(live([kept()], { villain: [{ what: "delay", chance: 0.125 }, { what: "429", chance: 1, of: "keepAlive" }], deeds: { 429: 1_234, delay: 2 } }));
    assert.equal(await text("#villain"), "The villain delay 12.5%, 429 of keepAlive 100% so far: 1,234 × 429, 2 × delay");
    await answers(live([kept()], { deeds: { cut: 1 } }));
    assert.equal(await text("#villain"), "The villain does nothing now so far: 1 × cut");
    await answers(live([kept()]));
    assert.equal(await evaluate(`document.querySelector("#villain").checkVisibility()`), false);
  },

  async "hostile texts are texts"() {
    const evil = `<img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script>${"W".repeat(400)}`;
    const call = { ...kept(evil), state: evil, direction: evil, cause: evil, deadline: { kind: evil, at: NOW + MINUTE }, operations: [{ id: evil, kind: evil, status: evil, phase: evil, reason: evil }] };
    call.timeline = [{ at: 0, kind: evil, text: evil, result: evil, good: false }];
    call.roster = Array.from({ length: 100 }, () => ({ id: evil, name: evil, marks: [evil] }));
    call.villain = [{ what: evil, chance: 0.5, of: evil }];
    await opened(live([call], { villain: call.villain, deeds: { [evil]: 7 } }), { width: 360, height: 740 });
    for (const place of [".way", ".operations b", ".lines span", ".roster b", ".villain", "#villain"]) assert.ok((await texts(place))[0].includes(evil), place);
    assert.equal(await evaluate(`document.querySelectorAll("#calls img, #calls script").length`), 0);
    assert.equal(await evaluate("globalThis.broken"), undefined);
    await fits();
  },

  async "a service that does not answer is said to be so, until it is back"() {
    await opened(scene());
    await server.stop();
    await says("#said", "The service does not answer.");
    assert.equal((await texts(".call")).length, 5);
    await server.start();
    await says("#said", "");
    for (const manner of ["500", "nonsense", "not at all"]) {
      server.manner = manner;
      await says("#said", "The service does not answer.");
      server.manner = "well";
      await says("#said", "");
    }
    forgiveSilence();
  },

  async "a hidden tab asks nothing, and one that is seen again asks at once"() {
    await opened(scene());
    const { targetId } = await browser.page("Target.createTarget", { url: "about:blank" });
    try {
      await until("document.hidden");
      // Of a hidden tab the browser lets a timer go off once a second.
      const isSilent = async () => {
        const before = server.asked;
        await pause(3 * SECOND);
        return server.asked === before;
      };
      // A question that was out may still have come.
      assert.ok((await isSilent()) || (await isSilent()), "it asks");
      server.live = live([hungUp()]);
    } finally {
      await browser.page("Target.closeTarget", { targetId });
      await browser.page("Page.bringToFront");
    }
    await until("!document.hidden");
    await says("#calls h2", hungUp().id.slice(0, 8));
  },

  async "a question waits for the answer to the one before, or until it is given up"() {
    await opened(scene());
    server.together = 0;
    server.manner = "not at all";
    await asked(3);
    assert.equal(server.together, 1);
  },

  async "fifty calls: nothing is made anew, and what has not changed is not touched"() {
    await opened(many());
    const [before, first] = [await evaluate(elements), await evaluate(`(globalThis.first = document.querySelector(".call")).dataset.id`)];
    assert.equal((await texts(".call")).length, 50);
    assert.equal(await text("#more"), "123 more are not shown.");
    await evaluate(`globalThis.made = 0, globalThis.watcher = new MutationObserver((changes) => {
      for (const { type, addedNodes } of changes) globalThis.made += type === "childList" ? [...addedNodes].filter((node) => node.nodeType === 1).length : 1;
    }), watcher.observe(document.querySelector("#calls"), { subtree: true, childList: true, attributeFilter: ["x", "y", "class", "data-shade", "title", "aria-label", "href"] })`);
    await asked(3);
    assert.equal(await evaluate("made"), 0);
    // Every timeline has moved on by one line.
    await evaluate(`globalThis.kept = [...document.querySelectorAll(".lines li, .marks use")]`);
    await answers(many(50, { shift: 1 }));
    await says(".call .lines li span", "keepAlive 40");
    assert.equal(await evaluate(elements), before);
    assert.ok(await evaluate("kept.every((element) => element.isConnected)"));
    // One comes, one goes, one has ended: the others stay where they are.
    await evaluate("watcher.disconnect(), watcher.observe(document.querySelector('#calls'), { childList: true }), void (made = 0)");
    const { calls } = many(50, { shift: 1 });
    calls.splice(10, 1);
    calls.push({ ...hungUp(), id: calls.splice(20, 1)[0].id });
    await answers(live([ringing(), ...calls]));
    assert.deepEqual(await evaluate(`[...document.querySelectorAll(".call")].map(({ dataset }) => dataset.id)`), [RINGING, ...calls.map(({ id }) => id)]);
    assert.equal(await evaluate("made"), 2);
    assert.equal(await evaluate(`first.isConnected && first.dataset.id`), first);
    await answers(live([]));
    assert.equal(await evaluate(elements), 0);
    assert.match(await text("main"), /^No calls yet\./);
  },

  async "by keyboard: all that happened is one Tab and Enter away"() {
    await opened(live([kept(), dropped()]));
    assert.equal((await texts(card(KEPT, ".lines li"))).length, 8);
    await press("Tab");
    assert.equal(await text(":focus-visible"), "all 14");
    await press("Enter");
    assert.equal((await texts(card(KEPT, ".lines li"))).length, 14);
    assert.equal(await evaluate("document.activeElement.ariaExpanded"), "true");
    await answers(live([ringing(), dropped(), kept()]));
    assert.equal(await text(":focus"), "the last ones only");
    await press("Enter");
    assert.equal((await texts(card(KEPT, ".lines li"))).length, 8);
  },

  async "with reduced motion the clock moves once a second, and nothing flashes"() {
    await opened(live([kept()]), { motion: "reduce" });
    server.live = live([kept(undefined, { from: NOW })]);
    await until(`document.querySelector(".left").textContent > "44"`);
    assert.equal(await evaluate("document.getAnimations().length"), 0);
    await fallsSilent();
    const times = await evaluate(`new Promise((done) => {
      const seen = [];
      new MutationObserver(() => seen.push(performance.now()) === 2 && done(seen)).observe(document.querySelector("#clock"), { childList: true, characterData: true, subtree: true });
    })`);
    // A second, hurried.
    assert.ok(times[1] - times[0] >= 90, `${times}`);
  },

  async "nothing is wider than the window, in light and dark"() {
    const papers = new Set();
    for (const scheme of ["light", "dark"]) {
      for (const [width, height] of [[360, 800], [768, 1000], [1280, 960], [1920, 1000]]) {
        await opened(scene(), { width, height, scheme, motion: "reduce" });
        await fits();
        papers.add(await evaluate("getComputedStyle(document.body).backgroundColor"));
        if (pictures) writeFileSync(join(pictures, `${width}-${scheme}.png`), await browser.picture());
        await opened(live([meeting(), recording(), hungUp()], { villain: [{ what: "drop", chance: 0.1 }, { what: "503", chance: 0.5, of: "keepAlive" }], deeds: { 503: 12, drop: 3 } }), { width, height, scheme, motion: "reduce" });
        await fits();
        if (pictures) writeFileSync(join(pictures, `meeting-${width}-${scheme}.png`), await browser.picture());
      }
    }
    assert.equal(papers.size, 2);
  },
};

async function fits() {
  const [wide, window] = await evaluate(`[document.documentElement.scrollWidth, document.documentElement.clientWidth]`);
  assert.ok(wide <= window, `${wide} in ${window}`);
  assert.equal(await evaluate(`[...document.querySelectorAll(".call")].every((call) => call.scrollWidth <= call.clientWidth)`), true);
}

if (pictures) mkdirSync(pictures, { recursive: true });
const well = await run(tests, complaints);
await browser.close();
await server.stop();
process.exitCode = well ? 0 : 1;
