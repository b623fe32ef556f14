package calllifecycle

// #include "call_lifecycle.h"
import "C"

import "unsafe"

// Event is an event of the application's end. Set the members that its kind has (see cl_app_event in the header); what is 0 or nil is absent.
type Event struct {
	Kind            AppEventKind
	Now             uint64
	Token           Token // the request that it is about
	Sent            uint64
	Status          uint16
	Body            AppBody
	RetryAfter      *uint32
	TakesAtMost     uint32
	Endless         bool
	Context         string
	ID              ID
	Code, Subcode   *int32
	Change          ChangeType
	State           CallState
	AudioActive     *bool
	Tone            Tone
	SequenceID      int64
	AppTransferred  bool
	Deleted         bool
	OperationStatus OperationStatus
	Reason          CompletionReason

	// An event that the library made is handed in as it came.
	made *C.cl_app_event
}

func read(event C.cl_app_event) *Event {
	return &Event{Kind: AppEventKind(event.kind + 1), Now: uint64(event.now), made: &event}
}

func (e Event) memory() (m C.cl_app_event) {
	if e.made != nil {
		return *e.made
	}
	C.cl_app_event_init(&m, C.uint64_t(e.Now), 0)
	m.kind, m.request, m.operation, m.number = C.uint8_t(e.Kind-1), C.uint8_t(e.Token.Request-1), C.uint8_t(e.Token.Operation-1), C.uint16_t(e.Token.Number)
	m.sent, m.status, m.sequence_id = C.uint64_t(e.Sent), C.uint16_t(e.Status), C.int64_t(e.SequenceID)
	m.endless, m.app_transferred, m.deleted = flag(&e.Endless), flag(&e.AppTransferred), flag(&e.Deleted)
	m.state, m.audio_active, m.tone = C.uint8_t(e.State-1), flag(e.AudioActive), C.uint8_t(e.Tone-1)
	m.operation_status, m.reason = C.uint8_t(e.OperationStatus-1), C.uint8_t(e.Reason-1)
	if e.Body != 0 {
		m.body = C.uint8_t(e.Body - 1)
	}
	if e.Change != 0 {
		m.change = C.uint8_t(e.Change - 1)
	}
	if e.RetryAfter != nil {
		m.retry_after, m.has = C.uint32_t(*e.RetryAfter), m.has|C.CL_HAS_RETRY_AFTER
	}
	if e.TakesAtMost != 0 {
		m.takes_at_most, m.has = C.uint32_t(e.TakesAtMost), m.has|C.CL_HAS_TAKES_AT_MOST
	}
	if e.ID != (ID{}) {
		m.id, m.has = *(*[16]C.uint8_t)(unsafe.Pointer(&e.ID)), m.has|C.CL_HAS_ID
	}
	if e.Context != "" {
		m.context, m.has = contextOf(e.Context), m.has|C.CL_HAS_CONTEXT
	}
	if e.Code != nil {
		m.code, m.has = C.int32_t(*e.Code), m.has|C.CL_HAS_CODE
	}
	if e.Subcode != nil {
		m.subcode, m.has = C.int32_t(*e.Subcode), m.has|C.CL_HAS_SUBCODE
	}
	return m
}

// ServiceEvent is an event of the service's end. Set the members that its kind has (see cl_service_event in the header); what is 0 or nil is absent.
type ServiceEvent struct {
	Kind                                             ServiceEventKind
	Now                                              uint64
	Request                                          ServiceRequest
	Peer                                             PeerEvent
	Media                                            MediaEvent
	Tone                                             Tone
	Slot                                             uint8
	Success                                          bool
	ID                                               ID
	Context                                          string
	Operation                                        OperationKind
	Profile                                          Profile
	Prompts, Targets                                 uint32
	BargeInAllowed, PlayBeep, StreamWhileRecording   *bool
	Timeout, InitialSilence, MaxSilence, MaxDuration *int32   // in seconds
	StopTones                                        []string // up to 8 sequences of up to 8 symbols; what is longer is answered 400
}

func (e ServiceEvent) memory() (m C.cl_service_event) {
	C.cl_service_event_init(&m, C.uint64_t(e.Now), 0)
	m.kind, m.request, m.peer, m.media = C.uint8_t(e.Kind-1), C.uint8_t(e.Request-1), C.uint8_t(e.Peer-1), C.uint8_t(e.Media-1)
	m.tone, m.slot, m.success = C.uint8_t(e.Tone-1), C.uint8_t(e.Slot), flag(&e.Success)
	m.id, m.operation, m.profile = *(*[16]C.uint8_t)(unsafe.Pointer(&e.ID)), C.uint8_t(e.Operation-1), C.uint8_t(e.Profile-1)
	m.prompts, m.targets = C.uint32_t(e.Prompts), C.uint32_t(e.Targets)
	m.barge_in_allowed, m.play_beep, m.stream_while_recording = flag(e.BargeInAllowed), flag(e.PlayBeep), flag(e.StreamWhileRecording)
	if e.Context != "" {
		m.context, m.has = contextOf(e.Context), m.has|C.CL_HAS_CONTEXT
	}
	for _, seconds := range []struct {
		given *int32
		into  *C.int32_t
		bit   C.uint32_t
	}{
		{e.Timeout, &m.timeout, C.CL_HAS_TIMEOUT},
		{e.InitialSilence, &m.initial_silence_timeout, C.CL_HAS_INITIAL_SILENCE},
		{e.MaxSilence, &m.max_silence_timeout, C.CL_HAS_MAX_SILENCE},
		{e.MaxDuration, &m.max_record_duration, C.CL_HAS_MAX_DURATION},
	} {
		if seconds.given != nil {
			*seconds.into, m.has = C.int32_t(*seconds.given), m.has|seconds.bit
		}
	}
	for i, symbols := range e.StopTones {
		if i >= 8 || len(symbols) > 8 {
			m.request = C.CL_SERVICE_REQUEST_BAD_BODY
			break
		}
		for j := range symbols {
			m.stop_tones[8*i+j] = C.uint8_t(symbols[j])
		}
	}
	return m
}

func flag(value *bool) C.uint8_t {
	switch {
	case value == nil:
		return C.CL_NONE
	case *value:
		return 1
	}
	return 0
}

func contextOf(text string) (context [16]C.uint8_t) {
	C.cl_context(octets([]byte(text)), C.size_t(len(text)), &context[0])
	return context
}
