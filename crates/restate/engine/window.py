"""A window into where loopback is the only network, for one browser: what connects to a port here is handed to one port there, by a socket in a directory.
Nothing there can connect to anything here. Given a port instead of the socket, it is a door in front of that one, which can be shut: window.py PORT TO"""

import asyncio
import sys


async def hand(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


def door(connect):
    async def come(reader, writer):
        try:
            far_reader, far_writer = await connect()
        except OSError:
            writer.close()
            return
        await asyncio.gather(hand(reader, far_writer), hand(far_reader, writer))

    return come


async def outside(port, to):
    def connect():
        return asyncio.open_connection("127.0.0.1", int(to)) if to.isdigit() else asyncio.open_unix_connection(to)

    server = await asyncio.start_server(door(connect), "127.0.0.1", port)
    await server.serve_forever()


async def inside(socket, port):
    server = await asyncio.start_unix_server(door(lambda: asyncio.open_connection("127.0.0.1", port)), socket)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(outside(int(sys.argv[1]), sys.argv[2]))
    except OSError as error:
        print(f"no page: {error}", flush=True)
