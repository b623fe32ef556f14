"""With a key the mock wants tokens, as Graph does. The SDK gives its own to the hosts that it is told, and over http to this machine alone."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from azure.core.credentials import AccessToken
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph.generated.models.call import Call
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from stage import Mock, client

HOSTS = ["127.0.0.1", "127.0.0.2", "localhost"]


class Credential:
    def __init__(self, token):
        self.token = token

    def get_token(self, *_, **__):
        return AccessToken(self.token, 2**32)


class Tokens(unittest.IsolatedAsyncioTestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        key = Path(cls.directory.name, "key")
        key.write_text("a key of this test only")
        command = [os.environ["GRAPH_CALL_MOCK"], "--token", "--key-file", str(key)]
        cls.token = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        cls.mock = Mock("--key-file", str(key))

    @classmethod
    def tearDownClass(cls):
        cls.mock.stop()
        cls.directory.cleanup()

    async def create(self, host, token):
        scopes = ["https://graph.microsoft.com/.default"]
        provider = AzureIdentityAuthenticationProvider(Credential(token), scopes=scopes, allowed_hosts=HOSTS)
        calls = client(self.mock.address.replace("127.0.0.1", host), provider).communications.calls
        return await calls.post(Call(callback_uri="http://127.0.0.1:9/"))

    async def test_a_call_is_created_with_a_token_over_http(self):
        for host in ("127.0.0.1", "localhost"):
            self.assertEqual((await self.create(host, self.token)).state.value, "establishing")
        with self.assertRaises(ODataError) as refused:
            await self.create("127.0.0.1", "another")
        self.assertEqual(refused.exception.response_status_code, 401)

    async def test_a_token_goes_to_no_other_address_of_this_machine_over_http(self):
        with self.assertRaisesRegex(Exception, "https"):
            await self.create("127.0.0.2", self.token)


if __name__ == "__main__":
    unittest.main()
