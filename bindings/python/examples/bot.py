"""A bot: creates a call, records what is said when it is answered, and keeps the call alive until it ends.

`bot.py http://127.0.0.1:8080 60` talks to a mock that was started with `graph-call-mock --speed 60`.
"""

import asyncio
import json
import sys

from aiohttp import web
from call_lifecycle import Call, Notice, Output, Step, created
from call_lifecycle.aio import Answer, Clock, Driver
from msgraph_core import GraphClientFactory  # type: ignore[import-untyped]

TARGET = {"identity": {"user": {"id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5"}}}
CALL = {"targets": [TARGET], "requestedModalities": ["audio"], "mediaConfig": {"@odata.type": "#microsoft.graph.serviceHostedMediaConfig"}}
RECORD = {"maxRecordDurationInSeconds": 10, "initialSilenceTimeoutInSeconds": 60, "playBeep": True, "stopTones": ["#"], "clientContext": "greeting"}


async def main(graph: str, speed: float) -> None:
    client, clock = GraphClientFactory.create_with_default_middleware(), Clock(speed)
    driver: asyncio.Future[Driver] = asyncio.get_running_loop().create_future()

    async def send(output: Output) -> Answer:
        body = json.dumps(RECORD) if output.request == "operation" else None
        method, path = (await driver).call.request(output, body)
        answer = await client.request(method, graph + path, content=body, headers={"Content-Type": "application/json"})
        return answer.status_code, answer.headers, answer.content

    async def callback(request: web.Request) -> web.Response:
        (await driver).notified(await request.read())
        return web.Response(status=202)

    def note(step: Step, notice: Notice | None) -> None:
        for output in step.outputs:
            print(output.at, output.kind, output.request or output.to or output.reason or output.cause or "", flush=True)
            if (output.kind, output.to) == ("state", "established"):
                driver.result().ask("operation", "record", context="greeting", takes_at_most=60_000)
        if notice and notice.location:
            print("recorded:", notice.location, flush=True)

    app = web.Application()
    app.router.add_post("/calls", callback)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    here, sent = f"http://127.0.0.1:{runner.addresses[0][1]}/calls", clock()
    answer = await client.post(f"{graph}/v1.0/communications/calls", json={**CALL, "callbackUri": here})
    notice = created(clock(), answer.status_code, answer.headers, answer.content)
    driver.set_result(Driver(Call.outgoing(notice.call or "", sent), send, clock, note))
    print("ended:", await driver.result().run())
    await runner.cleanup()


asyncio.run(main(sys.argv[1], float(sys.argv[2])))
