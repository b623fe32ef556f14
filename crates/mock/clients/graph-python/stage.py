"""What a test needs: a mock, a wire that is listened to, somewhere to be notified, and Microsoft's SDK."""

import asyncio
import json
import os
import re
import subprocess
import threading
import urllib.request
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kiota_abstractions.authentication import AnonymousAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient

PATIENCE = 60.0


async def until(what, so):
    """Waits until it is so, and returns what it is; not forever."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE
    while not (found := so()):
        assert loop.time() < end, f"waited in vain: {what()}"
        await asyncio.sleep(0.01)
    return found


def serve(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


class Mock:
    """A mock, and what plays the caller and the villain."""

    def __init__(self, *options):
        command = [os.environ["GRAPH_CALL_MOCK"], "--listen", "127.0.0.1:0", "--seed", "7", *options]
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.address = re.search(r"http://[^/]+", self.child.stdout.readline())[0]

    def control(self, command):
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}/control", json.dumps(command).encode(), headers)
        urllib.request.urlopen(request).close()

    def stop(self):
        self.child.kill()
        self.child.wait()
        self.child.stdout.close()


class Wire:
    """Stands between the SDK and the mock, and remembers the requests and the statuses of their answers."""

    def __init__(self, mock):
        self.seen = seen = []
        host, port = re.match(r"http://([^:]+):(\d+)", mock.address).groups()

        class Pass(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def pass_on(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                to = HTTPConnection(host, int(port))
                # As it came, but for its length, which the client of this library writes itself.
                headers = {name: value for name, value in self.headers.items() if name.lower() not in ("content-length", "accept-encoding")}
                to.request(self.command, self.path, body, headers)
                answer = to.getresponse()
                text = answer.read()
                seen.append({"method": self.command, "path": self.path, "headers": {name.lower(): value for name, value in self.headers.items()}, "body": body, "status": answer.status})
                self.send_response_only(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "transfer-encoding"):
                        self.send_header(name, value)
                if answer.status != 204:
                    self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
                to.close()

            do_GET = do_POST = do_DELETE = pass_on

        self.server = serve(Pass)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def asked(self, end):
        """The requests whose path ends so."""
        return [one for one in self.seen if one["path"].endswith(end)]

    def client(self):
        return client(self.address)


def client(address, authentication=None):
    """The SDK with what it does by default."""
    adapter = GraphRequestAdapter(authentication or AnonymousAuthenticationProvider())
    # It ends with a slash, as the SDK's own does.
    adapter.base_url = f"{address}/v1.0/"
    return GraphServiceClient(request_adapter=adapter)


def empty(status):
    """A server that answers everything so, with nothing in it."""

    class Nothing(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", "0")
            self.end_headers()

    return serve(Nothing)


def statuses(requests):
    """Their statuses, one after the other. One comes again where this program was too slow to call the villain off."""
    return list(dict.fromkeys(one["status"] for one in requests))


class Inbox:
    """Where a bot is notified."""

    def __init__(self):
        self.received = received = []

        class Take(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                for entry in body["value"]:
                    id = entry["resourceUrl"].split("/")[-1]
                    received.append({"id": id, "changeType": entry["changeType"], **entry.get("resourceData", {})})
                self.send_response(200)
                self.end_headers()

        self.server = serve(Take)
        self.uri = f"http://127.0.0.1:{self.server.server_port}/"

    async def next(self, **members):
        """The first notification that has all of these."""
        def has(one):
            return all(one.get(name) == value for name, value in members.items())

        return await until(lambda: f"{members} among {self.received}", lambda: next(filter(has, self.received), None))
