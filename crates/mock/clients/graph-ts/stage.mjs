// Microsoft's SDK, next to what every client's test needs.

import { AnonymousAuthenticationProvider } from "@microsoft/kiota-abstractions";
import { GraphRequestAdapter, createGraphServiceClient, extendGraphServiceClient } from "@microsoft/msgraph-sdk";
import { COMMUNICATIONS } from "./calls.mjs";

export * from "../stage.mjs";

extendGraphServiceClient(COMMUNICATIONS);

/** The SDK's calls, with what it does by default. */
export function calls({ address }, authentication = new AnonymousAuthenticationProvider()) {
  const adapter = new GraphRequestAdapter(authentication);
  adapter.baseUrl = `${address}/v1.0`;
  return createGraphServiceClient(adapter).communications.calls;
}
