#!/usr/bin/env bash
# "Ten in a second" lets 19 through in 60 milliseconds.
#
# Version: limiter 4.1.0, p-throttle 8.1.1, p-queue 9.3.5, bottleneck 2.19.5 (npm),
#   @sinonjs/fake-timers 15.5.0, Node 20.20.2.
# Guess: set to ten in a second, each lets at most ten through in any second.
# Seen: p-queue, p-throttle and bottleneck count in windows: nine at the end of one and ten at the
#   start of the next are 19 in a tenth of a second. limiter fills up while it empties, and comes to
#   19 in a second. Only p-throttle with `strict` keeps to ten.
# For a user of this crate: keepAlives that fall due together are answered 429 although the limiter
#   is set to what Graph allows. Set it to half, or spread the deadlines.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --ignore-scripts limiter@4.1.0 p-throttle@8.1.1 p-queue@9.3.5 bottleneck@2.19.5 @sinonjs/fake-timers@15.5.0
cat >try.mjs <<'EOF'
import FakeTimers from "@sinonjs/fake-timers";
import Bottleneck from "bottleneck";
import { RateLimiter } from "limiter";
import PQueue from "p-queue";
import pThrottle from "p-throttle";

const clock = FakeTimers.install({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] });

// One request at once, nine after 950 ms, twenty after 1010 ms.
async function run(name, limit) {
  const start = Date.now();
  const sent = [];
  const send = limit(async () => sent.push(Date.now() - start));
  send();
  setTimeout(() => Array.from({ length: 9 }, () => send()), 950);
  setTimeout(() => Array.from({ length: 20 }, () => send()), 1010);
  await clock.tickAsync(10_000);
  const within = (span) => Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + span).length));
  console.log(`${name}: sent ${sent.length}, at most ${within(1000)} in a second, ${within(100)} in 100 ms`);
}

await run("p-queue", (send) => {
  const queue = new PQueue({ intervalCap: 10, interval: 1000 });
  return () => queue.add(send);
});
await run("p-throttle", (send) => pThrottle({ limit: 10, interval: 1000 })(send));
await run("p-throttle, strict", (send) => pThrottle({ limit: 10, interval: 1000, strict: true })(send));
await run("bottleneck", (send) => {
  const queue = new Bottleneck({ reservoir: 10, reservoirRefreshAmount: 10, reservoirRefreshInterval: 1000 });
  return () => queue.schedule(send);
});
await run("limiter", (send) => {
  const bucket = new RateLimiter({ tokensPerInterval: 10, interval: "second" });
  return async () => {
    await bucket.removeTokens(1);
    return send();
  };
});
EOF
node try.mjs | tee seen.txt
diff - seen.txt <<'EOF' || { echo "rate-limits-per-second: not as it was seen"; exit 1; }
p-queue: sent 30, at most 20 in a second, 19 in 100 ms
p-throttle: sent 30, at most 19 in a second, 19 in 100 ms
p-throttle, strict: sent 30, at most 10 in a second, 10 in 100 ms
bottleneck: sent 30, at most 20 in a second, 19 in 100 ms
limiter: sent 30, at most 19 in a second, 10 in 100 ms
EOF
echo "rate-limits-per-second: as it was seen"
