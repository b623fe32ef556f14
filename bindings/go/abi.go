// Printed by bindings/abi from the declarations in bindings/c: do not edit.

package calllifecycle

// The words of the lists, by their numbers.
var (
	codeWords = [...]string{"it worked", "a pointer is null: give the address of memory of your own", "a pointer is not aligned: values and structs lie at multiples of 8 bytes", "there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore", "the value was made by another version of the library: store snapshots, not memory", "two structs overlap: give each its own memory", "kind is no kind of event", "request is no request of this end", "operation is no kind of operation", "body is neither empty nor a call nor an operation", "change is neither created nor updated nor deleted", "state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed", "tone is no tone", "operation_status is no status of an operation", "reason is no completionReason", "a flag is neither 0 nor 1, nor CL_NONE where it may be absent", "peer is no event of the other side", "media is no event of the media", "profile is neither record nor recordResponse", "stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400", "cause is no cause of an end", "a setting is out of range: the check of the settings says which, and what is allowed", "the buffer is too short: the length that is needed was written", "that slot has no operation", "the snapshot is longer than any snapshot of a call", "the snapshot ends too early", "there are bytes after the snapshot", "the snapshot has a version that this library does not know", "the snapshot is one of the other end", "the snapshot has more operation slots than a call has here", "no call under these settings can have written the snapshot", "a text is not UTF-8", "there is nothing to write: this output is not notified, or is no answer", "a member of the output has no such number: hand in an output of a step as it came", "the body is longer than 16 MiB: the service sends no such body", "the method needs a body: give the JSON of its parameters", "the method takes no body: give none", "the method is one of a participant: give the participant's id", "the method is none of a participant: give no participant", "only the host knows the URL of the request: send it as the one who asked for it", "version is no version of Graph's API"}
	appEventWords = [...]string{"wake", "ask", "sent", "reply", "failed", "call", "operation", "created"}
	appRequestWords = [...]string{"keepAlive", "getCall", "hangUp", "answer", "reject", "redirect", "transfer", "operation", "other"}
	appBodyWords = [...]string{"empty", "call", "operation"}
	appOutputWords = [...]string{"send", "state", "ended", "resultLearnt", "audioActive", "tone", "keepAliveSucceeded", "keepAliveFailed", "presumedLost", "revived", "answerOverdue", "operationAccepted", "operationRunning", "operationEnded", "operationsCancelled", "operationsOverdue"}
	serviceEventWords = [...]string{"wake", "request", "peer", "media", "finished"}
	serviceRequestWords = [...]string{"keepAlive", "getCall", "hangUp", "answer", "reject", "redirect", "transfer", "record", "playPrompt", "start", "getOperation", "badBody", "other"}
	mediaEventWords = [...]string{"promptFinished", "promptFailed", "beepFinished", "beepFailed", "speechStarted", "speechStopped", "tone", "mediaLost", "recordFailed"}
	serviceOutputWords = [...]string{"answer", "state", "ended", "operationsEnded", "phase", "operationEnded", "tone"}
	verdictWords = [...]string{"applied", "noChange", "stale", "rejected"}
	rejectionWords = [...]string{"ended", "wrongState", "unknownState", "unknownOperation", "noFreeSlot", "queueFull", "badParameters", "wrongPhase", "underWay"}
	callStateWords = [...]string{"incoming", "establishing", "ringing", "established", "hold", "transferring", "transferAccepted", "redirecting", "terminating", "terminated"}
	causeWords = [...]string{"localHangUp", "remoteHangUp", "rejected", "redirected", "transferred", "answerTimeout", "keepAliveExpired", "notFound", "declined", "busy", "noAnswer", "mediaFailed", "abandoned", "hangUpUnconfirmed", "failed", "unknown"}
	deadlineKindWords = [...]string{"keepAlive expiry", "answer", "redirect", "teardown", "initial silence", "max silence", "max record duration", "give up", "keepAlive", "hang up", "operation"}
	operationKindWords = [...]string{"record", "playPrompt", "cancelMediaProcessing", "subscribeToTone", "sendDtmfTones", "mute", "unmute", "muteAll", "invite", "startHoldMusic", "stopHoldMusic", "addLargeGalleryView", "updateRecordingStatus", "configureMixer", "startRecording", "stopRecording", "startTranscription", "stopTranscription", "admitFromLobby", "removeFromLobby", "admitAllFromLobby", "other"}
	operationStatusWords = [...]string{"notStarted", "running", "completed", "failed"}
	completionReasonWords = [...]string{"operationCanceled", "stopToneDetected", "maxRecordDurationReached", "initialSilenceTimeout", "maxSilenceTimeout", "playPromptFailed", "playBeepFailed", "mediaReceiveTimeout", "unspecifiedError", "none", "completedSuccessfully", "mediaOperationCanceled", "unknown", "callEnded"}
	changeTypeWords = [...]string{"created", "updated", "deleted"}
	toneWords = [...]string{"tone0", "tone1", "tone2", "tone3", "tone4", "tone5", "tone6", "tone7", "tone8", "tone9", "star", "pound", "a", "b", "c", "d", "flash"}
	peerEventWords = [...]string{"rings", "connects", "declines", "busy", "noAnswer", "fails", "hangsUp", "holds", "resumes", "transferAccepted", "transferFailed", "transferCompleted", "redirected", "redirectFailed", "mediaFailed", "tornDown"}
	recordPhaseWords = [...]string{"queued", "prompting", "beeping", "listening", "speaking", "pausing", "ended"}
	profileWords = [...]string{"record", "recordResponse"}
	policyFieldWords = [...]string{"expiry", "interval", "jitter", "start_margin", "reply_timeout", "retry_initial", "retry_max", "abandon", "session_expires", "answer_deadline", "hang_up_timeout", "hang_up_give_up", "operation_grace", "teardown"}
	noticeWords = [...]string{"event", "other", "badEntry", "badJson", "refused"}
	verbWords = [...]string{"GET", "POST", "DELETE"}
	apiVersionWords = [...]string{"v1.0", "beta"}
)
