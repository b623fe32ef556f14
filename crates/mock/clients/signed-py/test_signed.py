"""A bot that takes signed notifications only: it finds the keys as bots find those of the service, and has PyJWT check every token."""

import base64
import json
import os
import queue
import subprocess
import tempfile
import threading
import unittest
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import jwt
from cryptography.x509 import load_der_x509_certificate

ISSUER = "https://api.botframework.com"
APP = "0efc74f7-41c3-47a4-8775-7259bfef4241"
PATIENCE = 60


class Mock:
    """The mock, until it is stopped."""

    def __init__(self, *options):
        command = [os.environ["GRAPH_CALL_MOCK"], "--listen", "127.0.0.1:0", "--seed", "7", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.address = "http://" + self.process.stdout.readline().split("http://")[1].split("/")[0]

    def ring(self, callback):
        """A call comes in, of which a bot is told there."""
        for command in ({"bot": {"callbackUri": callback}}, {"peer": {"call": str(uuid.uuid4()), "event": "calls"}}):
            body = json.dumps(command).encode()
            with urlopen(Request(self.address + "/control", body, {"Content-Type": "application/json"}), timeout=PATIENCE):
                pass

    def keys(self):
        """What checks its tokens: found by its metadata, once."""
        with urlopen(self.address + "/v1/.well-known/OpenIdConfiguration", timeout=PATIENCE) as answer:
            metadata = json.load(answer)
        assert metadata["issuer"] == ISSUER, metadata
        return jwt.PyJWKClient(metadata["jwks_uri"])

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


class Bot:
    """Answers 202 to notifications whose token is good, and 401 to all others."""

    def __init__(self, keys=None, app=APP):
        self.keys, self.app, self.came = keys, app, queue.Queue()
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                try:
                    came = (bot.check(self.headers.get("Authorization", "")), body)
                except jwt.PyJWTError as error:
                    came = (error, body)
                self.send_response(401 if isinstance(came[0], Exception) else 202)
                self.send_header("Content-Length", "0")
                self.end_headers()
                bot.came.put(came)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/api/calls"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def check(self, authorization):
        scheme, _, token = authorization.partition(" ")
        if scheme.casefold() != "bearer":
            raise jwt.InvalidTokenError("there is no bearer token")
        key = self.keys.get_signing_key_from_jwt(token).key
        options = {"require": ["exp", "nbf", "iat", "iss", "aud"]}
        return jwt.decode(token, key, algorithms=["RS256"], audience=self.app, issuer=ISSUER, options=options)

    def next(self):
        return self.came.get(timeout=PATIENCE)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Signed(unittest.TestCase):
    def start(self, *options):
        mock = Mock(*options)
        self.addCleanup(mock.stop)
        return mock

    def bot(self, *arguments, **more):
        bot = Bot(*arguments, **more)
        self.addCleanup(bot.stop)
        return bot

    def test_a_signed_notification_is_accepted(self):
        mock = self.start("--app-id", APP)
        bot = self.bot(mock.keys())
        mock.ring(bot.address)
        claims, body = bot.next()
        self.assertNotIsInstance(claims, Exception, claims)
        self.assertEqual((claims["aud"], claims["iss"], claims["exp"] - claims["nbf"]), (APP, ISSUER, 3900))
        call = body["value"][0]["resourceData"]
        self.assertEqual((call["state"], call["tenantId"]), ("incoming", claims["tid"]))
        self.assertEqual(call["targets"][0]["identity"]["application"]["id"], APP)

    def test_a_bot_of_another_application_refuses_it(self):
        mock = self.start("--app-id", APP, "--speed", "100")
        bot = self.bot(mock.keys(), app=str(uuid.uuid4()))
        mock.ring(bot.address)
        # A notification that is not accepted is posted again, and given up in the end.
        for _ in range(4):
            self.assertIsInstance(bot.next()[0], jwt.InvalidAudienceError)

    def test_a_mock_with_another_key_is_not_believed(self):
        mock, other = self.start("--app-id", APP), self.start("--app-id", APP)
        bot = self.bot(other.keys())
        mock.ring(bot.address)
        self.assertIsInstance(bot.next()[0], jwt.PyJWKClientError)

    def test_the_certificate_is_that_of_the_key(self):
        keys = self.start("--app-id", APP).keys()
        document = keys.fetch_data()
        [certificate] = document["keys"][0]["x5c"]
        found = load_der_x509_certificate(base64.b64decode(certificate, validate=True)).public_key().public_numbers()
        [key] = keys.get_signing_keys()
        self.assertEqual(found, key.key.public_numbers())

    def test_nothing_is_signed_if_nobody_wants_it(self):
        mock = self.start("--unsigned")
        bot = self.bot()
        mock.ring(bot.address)
        self.assertEqual(str(bot.next()[0]), "there is no bearer token")

    def test_keys_that_a_bot_knows_stay_valid_when_the_mock_starts_again(self):
        with tempfile.TemporaryDirectory() as state:
            mock = self.start("--app-id", APP, "--state", state)
            bot = self.bot(mock.keys())
            for _ in range(2):
                mock.ring(bot.address)
                self.assertEqual(bot.next()[0]["aud"], APP)
                mock.stop()
                mock = self.start("--app-id", APP, "--state", state)
            mock.stop()


if __name__ == "__main__":
    unittest.main()
