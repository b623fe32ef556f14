#!/usr/bin/env bash
# A job that is two seconds late is never run.
#
# Version: apscheduler 3.11.3, schedule 1.2.2 (PyPI), asyncio of Python 3.11.7; node-cron 4.6.0,
#   node-schedule 2.1.1, croner 11.0.1, cron 4.4.0, toad-scheduler 4.1.0 (npm), Node 20.20.2.
# Guess: what fell due while the process was busy is run as soon as it no longer is.
# Seen: so with six of eight. apscheduler and node-cron drop it: apscheduler whatever is more than a
#   second late, although the job was to be run once and there is no other time. Both say so in a
#   warning.
# For a user of this crate: a keepAlive is skipped for being late, and the next is due after the call
#   is lost. Set `misfire_grace_time` to None; a late wake of the machine does all that is due.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check apscheduler==3.11.3 schedule==1.2.2
npm install --silent --no-audit --no-fund --ignore-scripts node-cron@4.6.0 node-schedule@2.1.1 croner@11.0.1 cron@4.4.0 toad-scheduler@4.1.0
cat >try.py <<'EOF'
import asyncio
import time
from datetime import datetime, timedelta, timezone

import schedule
from apscheduler.schedulers.asyncio import AsyncIOScheduler


async def main():
    ran = {"asyncio": 0, "apscheduler": 0, "apscheduler, misfire_grace_time=None": 0, "schedule": 0}

    def count(name):
        ran[name] += 1

    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.start()
    at = datetime.now(timezone.utc) + timedelta(seconds=1)
    scheduler.add_job(count, "date", ["apscheduler"], run_date=at)
    scheduler.add_job(count, "date", ["apscheduler, misfire_grace_time=None"], run_date=at, misfire_grace_time=None)
    asyncio.get_running_loop().call_later(1, count, "asyncio")
    schedule.every(1).seconds.do(count, "schedule")
    await asyncio.sleep(0.5)
    time.sleep(2.7)
    schedule.run_pending()
    await asyncio.sleep(0.5)
    for name, times in ran.items():
        print(f"{name}: {times}")


asyncio.run(main())
EOF
cat >try.mjs <<'EOF'
import { CronJob } from "cron";
import { Cron } from "croner";
import cron from "node-cron";
import schedule from "node-schedule";
import { SimpleIntervalJob, Task, ToadScheduler } from "toad-scheduler";

const ran = { "node-cron": 0, "node-schedule": 0, croner: 0, cron: 0, "toad-scheduler": 0 };
const count = (name) => () => (ran[name] += 1);
const wait = (millis) => new Promise((done) => setTimeout(done, millis));
await wait(1000 - (Date.now() % 1000));
const due = `${(new Date().getUTCSeconds() + 2) % 60} * * * * *`; // once a minute, in two seconds
cron.schedule(due, count("node-cron"));
schedule.scheduleJob(due, count("node-schedule"));
new Cron(due, count("croner"));
CronJob.from({ cronTime: due, onTick: count("cron"), start: true });
new ToadScheduler().addSimpleIntervalJob(new SimpleIntervalJob({ seconds: 2 }, new Task("due", count("toad-scheduler"))));
await wait(500);
const end = Date.now() + 4200;
while (Date.now() < end);
await wait(700);
for (const [name, times] of Object.entries(ran)) console.log(`${name}: ${times}`);
process.exit();
EOF
{ v/bin/python try.py; node try.mjs; } 2>said.txt | tee seen.txt
echo "said: $(grep -c missed said.txt)" | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "late-jobs-are-dropped: not as it was seen"; exit 1; }
asyncio: 1
apscheduler: 0
apscheduler, misfire_grace_time=None: 1
schedule: 1
node-cron: 0
node-schedule: 1
croner: 1
cron: 1
toad-scheduler: 1
said: 2
EOF
echo "late-jobs-are-dropped: as it was seen"
