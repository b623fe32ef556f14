// Microsoft's client, next to what every client's test needs.

import { Client, ResponseType } from "@microsoft/microsoft-graph-client";

export * from "../stage.mjs";

/** Microsoft's client with what it does by default. It sends its tokens to Graph over https only: none comes here. */
export const client = (mock, defaultVersion = "v1.0") =>
  Client.init({ baseUrl: `${mock.address}/`, defaultVersion, authProvider: (done) => done(null, "for Graph only") });

/** The status of the answer, where a body is of no interest or not there. */
export const status = async (request, body) => (await request.responseType(ResponseType.RAW).post(body)).status;
