// The part of the SDK that is about calls, as Microsoft's generator (Kiota) writes such parts.
//
// Models, serializers, errors and requests are the SDK's own. Its fluent part for `communications` is in no package of npm's registry: bots write it, or have it
// generated.

import * as models from "@microsoft/msgraph-sdk/models/index.js";
import { createODataErrorFromDiscriminatorValue } from "@microsoft/msgraph-sdk/models/oDataErrors/index.js";

const COMMON = { responseBodyContentType: "application/json", errorMappings: { XXX: createODataErrorFromDiscriminatorValue } };
const CALL = "{+baseurl}/communications/calls/{call%2Did}";

const nothing = (uriTemplate) => ({ ...COMMON, uriTemplate, adapterMethodName: "sendNoResponseContent" });
const model = (uriTemplate, responseBodyFactory) => ({ ...COMMON, uriTemplate, adapterMethodName: "send", responseBodyFactory });
const taking = (request, requestBodySerializer) => ({
  ...request,
  requestBodyContentType: "application/json",
  requestBodySerializer,
  requestInformationContentSetMethod: "setContentFromParsable",
});

const answer = (writer, body) => {
  writer.writeCollectionOfEnumValues("acceptedModalities", body.acceptedModalities);
  writer.writeObjectValue("callOptions", body.callOptions, models.serializeCallOptions);
  writer.writeStringValue("callbackUri", body.callbackUri);
  writer.writeObjectValue("mediaConfig", body.mediaConfig, models.serializeMediaConfig);
};
const context = (writer, body) => writer.writeStringValue("clientContext", body.clientContext);
const playPrompt = (writer, body) => {
  context(writer, body);
  writer.writeCollectionOfObjectValues("prompts", body.prompts, models.serializePrompt);
};
const recordResponse = (writer, body) => {
  writer.writeBooleanValue("bargeInAllowed", body.bargeInAllowed);
  context(writer, body);
  writer.writeNumberValue("initialSilenceTimeoutInSeconds", body.initialSilenceTimeoutInSeconds);
  writer.writeNumberValue("maxRecordDurationInSeconds", body.maxRecordDurationInSeconds);
  writer.writeNumberValue("maxSilenceTimeoutInSeconds", body.maxSilenceTimeoutInSeconds);
  writer.writeBooleanValue("playBeep", body.playBeep);
  writer.writeCollectionOfObjectValues("prompts", body.prompts, models.serializePrompt);
  writer.writeCollectionOfPrimitiveValues("stopTones", body.stopTones);
};

const method = (name, request) => ({ [name]: { requestsMetadata: { post: request(`${CALL}/${name}`) } } });
const OPERATIONS = {
  requestsMetadata: { get: model(`${CALL}/operations`, models.createCommsOperationCollectionResponseFromDiscriminatorValue) },
  navigationMetadata: {
    byCommsOperationId: {
      pathParametersMappings: ["commsOperation%2Did"],
      requestsMetadata: { get: model(`${CALL}/operations/{commsOperation%2Did}`, models.createCommsOperationFromDiscriminatorValue) },
    },
  },
};
const PARTICIPANTS = {
  requestsMetadata: { get: model(`${CALL}/participants`, models.createParticipantCollectionResponseFromDiscriminatorValue) },
};

/** To be given to `extendGraphServiceClient`. */
export const COMMUNICATIONS = {
  communications: {
    navigationMetadata: {
      calls: {
        requestsMetadata: { post: taking(model("{+baseurl}/communications/calls", models.createCallFromDiscriminatorValue), models.serializeCall) },
        navigationMetadata: {
          byCallId: {
            pathParametersMappings: ["call%2Did"],
            requestsMetadata: { get: model(CALL, models.createCallFromDiscriminatorValue), delete: nothing(CALL) },
            navigationMetadata: {
              ...method("answer", (url) => taking(nothing(url), answer)),
              ...method("keepAlive", nothing),
              ...method("playPrompt", (url) => taking(model(url, models.createPlayPromptOperationFromDiscriminatorValue), playPrompt)),
              ...method("recordResponse", (url) => taking(model(url, models.createRecordOperationFromDiscriminatorValue), recordResponse)),
              ...method("cancelMediaProcessing", (url) => taking(model(url, models.createCancelMediaProcessingOperationFromDiscriminatorValue), context)),
              operations: OPERATIONS,
              participants: PARTICIPANTS,
            },
          },
        },
      },
    },
  },
};
