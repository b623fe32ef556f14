"""A short play of the service's end: an application over HTTP, whose calls are held by the engine."""

import json
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cluster import FRONT, Failed

CALLBACK = ("127.0.0.1", 10089)
CALLS = f"http://{FRONT}/v1.0/communications/calls"
CREATE = {
    "callbackUri": f"http://{CALLBACK[0]}:{CALLBACK[1]}/calls",
    "targets": [{"identity": {"user": {"id": "112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],
    "requestedModalities": ["audio"],
    "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"},
}
# In the service's time: without a keepAlive for so long a call expires, and how often one leaves here.
EXPIRY, KEEP_ALIVE = 2_700, 600


def ask(method, url, body=None, within=60):
    """A request of the application. While no host or engine is there, it is made again."""
    data = json.dumps(body).encode() if body else None
    end = time.time() + within
    while True:
        request = urllib.request.Request(url, data=data, method=method, headers={"content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return error.code, {}
            why = f"{error.code}: {error.read()[:300]}"
        except OSError as error:
            why = str(error)
        if time.time() > end:
            raise Failed(f"{method} {url}: {why}")
        time.sleep(0.3)


class Application:
    """Some calls are kept alive, one is ended by it, and some are forgotten: these have to expire."""

    def __init__(self, cluster):
        self.cluster, self.told, self.going = cluster, [], True
        # By call: how many requests were answered, and when the last keepAlive was that was answered 200.
        self.answered, self.renewed, self.refused = {}, {}, []
        application = self

        class Take(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                application.told += [(time.time(), entry) for entry in body["value"]]
                self.send_response(202)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(CALLBACK, Take)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def create(self):
        began = time.time()
        status, body = ask("POST", CALLS, CREATE)
        if status != 201:
            raise Failed(f"a create was answered {status}")
        self.renewed[body["id"]], self.answered[body["id"]] = began, 0
        return body["id"]

    def states(self, call):
        """What was notified of a call, in the order in which it came."""
        return [entry["resourceData"].get("state") for _, entry in self.told if entry["resourceUrl"].endswith(call)]

    def request(self, method, call, below=""):
        status, body = ask(method, f"{CALLS}/{call}{below}")
        self.answered[call] += 1
        return status, body

    def keep_alive(self, calls):
        """Keeps calls alive until it is told to stop."""

        def run():
            while self.going:
                for call in calls:
                    sent = time.time()
                    try:
                        status, _ = self.request("POST", call, "/keepAlive")
                    except Failed as error:
                        status = str(error)
                    if status == 200:
                        self.renewed[call] = sent
                    else:
                        self.refused.append((call, status))
                time.sleep(KEEP_ALIVE / self.cluster.speed)

        self.keeping = threading.Thread(target=run, daemon=True)
        self.keeping.start()

    def begin(self):
        """Six calls: three are kept alive, one will be ended, two are forgotten."""
        calls = [self.create() for _ in range(6)]
        self.kept, self.ended, self.forgotten = calls[:3], calls[3], calls[4:]
        self.cluster.until("the application is told that its calls are established", 60, lambda: all("established" in self.states(call) for call in calls))
        self.keep_alive([*self.kept, self.ended])

    def end(self):
        """Ends what it keeps, and compares what it was answered and told with what the engine has. Returns counts, and what is wrong."""
        over = self.renewed[self.forgotten[0]] + (EXPIRY + 60) / self.cluster.speed
        time.sleep(max(0, over - time.time()))
        self.cluster.until("the application is told of the calls that expired", 60, lambda: all("terminated" in self.states(call) for call in self.forgotten))
        self.going = False
        self.keeping.join()
        wrong = [f"a keepAlive of {call} was answered {status}" for call, status in self.refused]
        status, _ = self.request("DELETE", self.ended)
        self.cluster.until("the application is told of the call that it ended", 60, lambda: "terminated" in self.states(self.ended))
        after, _ = self.request("POST", self.ended, "/keepAlive")
        if (status, after) != (204, 404):
            wrong.append(f"DELETE was answered {status}, and a keepAlive after the end {after}, expected 204 and 404")
        calls, speed = self.cluster.service_calls(), self.cluster.speed
        since = lambda at: (at - self.cluster.origin / 1000) * speed
        for call in self.kept:
            view = calls.get(call, {})
            if view.get("state") != "established":
                wrong.append(f"{call} was kept alive, and is {view}")
            # Not before what was answered: the request came after it was sent.
            elif view["expiresAt"] / 1000 < since(self.renewed[call]) + EXPIRY:
                wrong.append(f"{call} expires earlier than its last keepAlive says: {view}")
        lost = [call for call, n in self.answered.items() if call in calls and calls[call]["requests"] < n]
        if lost:
            wrong.append(f"{len(lost)} calls do not know of requests that were answered, such as {lost[0]}: {calls[lost[0]]}")
        expired = 0
        for call in self.forgotten:
            entries = [(at, entry) for at, entry in self.told if entry["resourceUrl"].endswith(call)]
            at, last = next((at, entry) for at, entry in entries if entry["resourceData"].get("state") == "terminated")
            result = last["resourceData"].get("resultInfo", {})
            expired += (result.get("code"), result.get("subcode")) == (408, 8537)
            if (at - self.renewed[call]) * speed < EXPIRY:
                wrong.append(f"{call} expired after {(at - self.renewed[call]) * speed:.0f} s")
        if expired < len(self.forgotten):
            wrong.append(f"{len(self.forgotten) - expired} calls without keepAlives ended otherwise")
        self.server.shutdown()
        return {
            "calls of the service's end kept alive over HTTP": len(self.kept),
            "of its calls expired at their deadline": expired,
            "requests over HTTP answered": sum(self.answered.values()) + len(self.renewed),
            "of these requests lost": len(lost),
            "notifications that the application got": len(self.told),
        }, wrong
