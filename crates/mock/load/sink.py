"""Takes every notification and says so at once: 200. Prints its port.

The mock's calls must be told somewhere. Where nobody listened it would try each notification four times, and the load would be that. A server that looked
at what it is sent would take as much of the machine as the mock does.
"""

import select
import socket

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
LENGTH = b"content-length:"


def first(text):
    """How long the first request is, if it is there as a whole."""
    head, found, body = text.partition(b"\r\n\r\n")
    if not found:
        return None
    length = int(head.lower().partition(LENGTH)[2].partition(b"\r")[0] or 0)
    return len(head) + len(found) + length if len(body) >= length else None


def serve(listener):
    clients, texts, poll = {}, {}, select.epoll()
    poll.register(listener, select.EPOLLIN)
    while True:
        for number, _ in poll.poll():
            if number == listener.fileno():
                client, _ = listener.accept()
                clients[client.fileno()], texts[client.fileno()] = client, b""
                poll.register(client, select.EPOLLIN)
                continue
            try:
                data = clients[number].recv(65536)
            except ConnectionError:
                data = b""
            if not data:
                poll.unregister(number)
                clients.pop(number).close()
                continue
            text = texts[number] + data
            while end := first(text):
                text = text[end:]
                clients[number].send(ANSWER)
            texts[number] = text


with socket.create_server(("127.0.0.1", 0)) as listener:
    print(listener.getsockname()[1], flush=True)
    serve(listener)
