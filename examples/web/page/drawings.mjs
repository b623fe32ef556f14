// What is drawn: the crate's own drawings, with a frame around where each end is, and both ends over time.

export const ENDS = ["app", "service"];
export const MINUTE = 60_000;
/** How much time the overview shows, and how far its marks are apart. */
const SPANS = [1, 2, 5, 15, 30, 60, 75, 90, 120, 180, 240, 360, 720, 1440].map((minutes) => minutes * MINUTE);
const TICKS = [0.25, 0.5, 1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE);

/** A drawing of the crate, and its nodes and arrows by the words in it. */
export async function drawing(name) {
  const box = document.getElementById(name);
  // Both drawings name their arrowhead alike, and one of them is hidden.
  box.innerHTML = (await (await fetch(`${name}.svg`)).text()).replaceAll("cl-head", `${name}-head`);
  const nodes = new Map();
  for (const node of box.querySelectorAll("g.state")) {
    nodes.set(node.querySelector("text").textContent, node);
    for (const end of ENDS) ring(node, end);
  }
  const arrows = [...box.querySelectorAll("path > title")].map((title) => {
    const [, from, to] = title.textContent.match(/^(\S+) → (\S+):/);
    return { from, to, path: title.parentNode };
  });
  let lit;
  const show = (shown) => {
    if (box.hidden !== shown) return;
    box.hidden = !shown;
    center(box, lit);
  };
  const forget = () => box.querySelectorAll(".at-app, .at-service").forEach((old) => old.classList.remove("at-app", "at-service"));
  const light = (end, from, to) => {
    const at = `at-${end}`;
    box.querySelectorAll(`.${at}`).forEach((old) => old.classList.remove(at));
    nodes.get(to)?.classList.add(at);
    lit = nodes.get(to);
    center(box, lit);
    // An arrow that begins at no state begins at a group of them.
    const taken = arrows.filter((arrow) => arrow.to === to && (arrow.from === from || !nodes.has(arrow.from)));
    const direct = taken.filter((arrow) => arrow.from === from);
    const one = direct.length ? direct : taken;
    if (from && one.length === 1) one[0].path.classList.add(at);
  };
  return { light, show, forget, shade: (state) => nodes.get(state)?.classList[1] ?? "late" };
}

/** The frame around a node, which is shown while an end is there. */
function ring(node, end) {
  const frame = node.querySelector("rect").cloneNode();
  const out = end === "app" ? 4 : 8;
  for (const [name, by] of [["x", -out], ["y", -out], ["width", 2 * out], ["height", 2 * out], ["rx", out / 2]]) {
    frame.setAttribute(name, Number(frame.getAttribute(name)) + by);
  }
  frame.setAttribute("class", `ring ${end}`);
  node.append(frame);
}

/** Where a drawing is wider than its box, its node comes into view; the page stays where it is. */
function center(box, node) {
  if (!node || box.scrollWidth <= box.clientWidth) return;
  const [inner, outer] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

/** Both ends' states over time, the keepAlives between them, and where the call expires. */
export function overview(svg, host, history, shade) {
  const width = svg.clientWidth;
  const [top, high, gap, side] = [16, 22, 20, width < 600 ? 0 : 78];
  const span = SPANS.find((span) => span >= host.now * 1.02) ?? host.now * 1.1;
  const x = (at) => side + ((width - side - 4) * at) / span;
  const parts = [];
  const ticks = TICKS.find((ticks) => span / ticks <= 6) ?? span / 6;
  for (let at = 0; at <= span + 1; at += ticks) {
    const anchor = at === 0 ? "start" : at + ticks > span + 1 ? "end" : "middle";
    parts.push(`<path class="grid" d="M${x(at)} ${top}V${top + 2 * high + gap}"/>`);
    parts.push(`<text class="tick" x="${x(at)}" y="11" text-anchor="${anchor}">${ticks < MINUTE ? `${at / 1000} s` : `${Math.round(at / MINUTE)} min`}</text>`);
  }
  ENDS.forEach((end, lane) => {
    const y = top + lane * (high + gap);
    if (side) parts.push(`<text class="lane ${end}" x="0" y="${y + 15}">${end === "app" ? "application" : end}</text>`);
    history[end].forEach(({ at, state, lost }, index, all) => {
      const until = all[index + 1]?.at ?? host.now;
      const wide = Math.max(x(until) - x(at), 1.5);
      const [name, look] = lost ? [lost, "lost"] : [state, shade(state)];
      parts.push(`<g class="${look}"><rect x="${x(at)}" y="${y}" width="${wide}" height="${high}" rx="2"/>`);
      if (wide > 7 * name.length + 8) parts.push(`<text x="${x(at) + 5}" y="${y + 15}">${name}</text>`);
      parts.push("</g>");
    });
    const { expires } = host.ends[end];
    if (expires !== undefined && expires <= span) parts.push(`<path class="expiry ${end}" d="M${x(expires)} ${y - 3}V${y + high + 3}"/>`);
  });
  const y = top + high + gap / 2;
  for (const { at, mark } of history.marks) {
    const [cx, cy] = [x(at), y];
    parts.push(mark === "ok" ? `<circle class="ok" cx="${cx}" cy="${cy}" r="4"/>` : `<path class="bad" d="M${cx - 3} ${cy - 3}l6 6m0 -6l-6 6"/>`);
  }
  svg.setAttribute("height", top + 2 * high + gap + 4);
  const says = ENDS.map((end) => `${end === "app" ? "application" : end}: ${host.ends[end].state}`);
  svg.setAttribute("aria-label", says.join(", "));
  svg.innerHTML = parts.join("");
}
