#!/usr/bin/env bash
# One more line of logging in a workflow, and the calls that are in progress stand still.
#
# Version: dbos 3.4.0 (PyPI) on SQLite, Python 3.11.7.
# Guess: a process that is started again goes on with the workflows that were in progress, or says
#   that it cannot.
# Seen: it goes on with them if the source of all workflows is the same, byte for byte. After one line
#   more they stay PENDING and nothing is said, at the level of warnings: the version of the program
#   is a digest of the source, and a process takes up only those of its version.
# For a user of this crate: a deployment in mid-call ends the keepAlives of all calls, and the calls
#   are lost 45 minutes later. Set `application_version`; a snapshot here has a version of its form
#   alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check dbos==3.4.0
cat >bot.py <<'EOF'
import os
import sys
import time

from dbos import DBOS, SetWorkflowID

config = {
    "name": "bot",
    "system_database_url": "sqlite:///bot.sqlite",
    "run_admin_server": False,
    "log_level": "WARNING",
}
if len(sys.argv) > 2:
    config["application_version"] = sys.argv[2]
DBOS(config=config)


@DBOS.step()
def keep_alive():
    return 200


@DBOS.workflow()
def call():
    for _ in range(2):
        DBOS.sleep(1)
        keep_alive()
    # HERE
    return "ended"


DBOS.launch()
if sys.argv[1] == "start":
    with SetWorkflowID("call-1"):
        DBOS.start_workflow(call)
    time.sleep(1.5)
    os._exit(9)
time.sleep(5)
print(DBOS.get_workflow_status("call-1").status)
os._exit(0)
EOF
sed 's/# HERE/DBOS.logger.info("the call has ended")/' bot.py >new.py
run() {
  rm -f bot.sqlite*
  v/bin/python bot.py start "${@:2}" >>said.txt 2>&1 || true
  echo "$1 ${*:2}: $(v/bin/python "$1" again "${@:2}" 2>>said.txt)"
}
touch said.txt
{ run bot.py; run new.py; run new.py 1; } | tee seen.txt
echo "said: $(cat said.txt)" | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "dbos-new-version-waits: not as it was seen"; exit 1; }
bot.py : SUCCESS
new.py : PENDING
new.py 1: SUCCESS
said: 
EOF
echo "dbos-new-version-waits: as it was seen"
