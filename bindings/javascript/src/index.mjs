// The lifecycle of a Microsoft Graph call, its keepAlive deadlines and its recordings, as a state machine.

export {
  apiVersionWords, appBodyWords, appEventWords, appOutputWords, appRequestWords, callStateWords, causeWords, changeTypeWords,
  completionReasonWords, deadlineKindWords, mediaEventWords, noticeWords, operationKindWords, operationStatusWords,
  peerEventWords, profileWords, recordPhaseWords, rejectionWords, serviceEventWords, serviceOutputWords, serviceRequestWords,
  toneWords, verbWords, verdictWords,
} from "./abi.mjs"; // prettier-ignore
export { Call } from "./call.mjs";
export { CallLifecycleError, CreateError, SettingError, SnapshotError } from "./errors.mjs";
export { created, notices } from "./notice.mjs";
export { ServiceCall } from "./service.mjs";
export { defaultServiceSettings, defaultSettings } from "./settings.mjs";
export { contextBytes } from "./values.mjs";
