"""Takes every notification and says so at once: 200. Prints its port.

The mock's calls must be told somewhere. Where nobody listened it would try each notification four times, and the load would be that. A server that parsed
what it is sent would take as much of the machine as the mock does.
"""

import asyncio

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
LENGTH = b"content-length:"


class Sink(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.text = transport, b""

    def data_received(self, data):
        self.text += data
        while (end := self.text.find(b"\r\n\r\n")) >= 0:
            head = self.text[:end].lower()
            at = head.find(LENGTH)
            length = int(head[at + len(LENGTH):].split(b"\r", 1)[0]) if at >= 0 else 0
            if len(self.text) < end + 4 + length:
                return
            self.text = self.text[end + 4 + length:]
            self.transport.write(ANSWER)


async def main():
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
