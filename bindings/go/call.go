// Package calllifecycle has both ends of a Microsoft Graph call, over the C ABI by cgo, for 64 bits. Times are milliseconds of a clock that never goes back.
// A call is a plain value: copy it, forget it. One goroutine at a time may use it. CGO_CFLAGS has to name the folder of call_lifecycle.h, and CGO_LDFLAGS the
// library: -L with its folder, or the path of libcall_lifecycle_c.a.
package calllifecycle

/*
#cgo LDFLAGS: -lcall_lifecycle_c
#include "call_lifecycle.h"
*/
import "C"

import (
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"unsafe"
)

// Never is a time that never comes: there is no deadline, or no expiry.
const Never uint64 = math.MaxUint64

// CallStateUnknown is the state of a report that has a word which is no known state.
const CallStateUnknown CallState = 255

// ID is 16 bytes in the order of the digits.
type ID [16]byte

// ParseID reads an id as Graph writes it.
func ParseID(text string) (id ID, err error) {
	digits, err := hex.DecodeString(strings.ReplaceAll(text, "-", ""))
	if err != nil || len(digits) != len(id) {
		return ID{}, fmt.Errorf("%q is no id: 32 hexadecimal digits are needed", text)
	}
	copy(id[:], digits)
	return id, nil
}

// String is the id as Graph writes it.
func (id ID) String() string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// Error says what is wrong and what to do. Nothing has changed.
type Error struct {
	Code Code
	// Detail says which setting is out of its range, if Code is CodeBadSetting.
	Detail string
}

func (e *Error) Error() string {
	if e.Detail != "" {
		return e.Detail
	}
	return e.Code.String()
}

func failed(code C.int32_t) error {
	if code == C.CL_OK {
		return nil
	}
	return &Error{Code: Code(code + 1)}
}

// Token names a request of the application: outputs of kind AppOutputKindSend have it.
type Token struct {
	Request   AppRequest
	Operation OperationKind
	Number    uint16
}

// Output is something to do or to know; members that the kind does not have are 0. K is AppOutputKind or ServiceOutputKind.
type Output[K ~uint8] struct {
	Kind            K
	At              uint64
	Token           Token
	HasSlot         bool
	Slot            uint8
	Slots           uint32
	From, To        CallState
	Cause           Cause
	Tone            Tone
	OperationStatus OperationStatus
	Reason          CompletionReason
	Phase           RecordPhase
	Status          uint16
	Sequence        uint32
	Flag            bool

	memory C.cl_output
}

// Step is what an event did, what is to be done, and how the call stands afterwards.
type Step[K ~uint8] struct {
	Verdict                             Verdict
	Rejection                           Rejection
	State                               CallState
	Cause                               Cause
	NextDeadline, ExpiresAt             uint64 // or Never
	DeadlineKind                        DeadlineKind
	ClockRegressed, DeadlineChanged     bool
	PresumedLost, InFlight, AudioActive bool
	HangUpConfirmed                     bool
	Failures                            uint8
	Outputs                             []Output[K]
}

// AppStep is a step of the application's end, ServiceStep one of the service's.
type (
	AppStep     = Step[AppOutputKind]
	ServiceStep = Step[ServiceOutputKind]
)

func stepOf[K ~uint8](s *C.cl_step) Step[K] {
	is := func(bit C.uint8_t) bool { return s.flags&bit != 0 }
	step := Step[K]{
		Verdict: Verdict(s.verdict + 1), Rejection: Rejection(s.rejection + 1), State: CallState(s.state + 1), Cause: Cause(s.cause + 1),
		NextDeadline: uint64(s.next_deadline), ExpiresAt: uint64(s.expires_at), DeadlineKind: DeadlineKind(s.deadline_kind + 1),
		ClockRegressed: is(C.CL_CLOCK_REGRESSED), DeadlineChanged: is(C.CL_DEADLINE_CHANGED), PresumedLost: is(C.CL_PRESUMED_LOST),
		InFlight: is(C.CL_IN_FLIGHT), AudioActive: is(C.CL_AUDIO_ACTIVE), HangUpConfirmed: is(C.CL_HANG_UP_CONFIRMED), Failures: uint8(s.failures),
	}
	for i := 0; i < int(s.count); i++ {
		o := &s.outputs[i]
		output := Output[K]{
			Kind: K(o.kind + 1), At: uint64(o.at), Slots: uint32(o.slots), From: CallState(o.from + 1), To: CallState(o.to + 1), Cause: Cause(o.cause + 1),
			Tone: Tone(o.tone + 1), OperationStatus: OperationStatus(o.operation_status + 1), Reason: CompletionReason(o.reason + 1),
			Phase: RecordPhase(o.phase + 1), Status: uint16(o.status), Sequence: uint32(o.sequence), Flag: o.flag != 0, memory: *o,
			Token: Token{AppRequest(o.request + 1), OperationKind(o.operation + 1), uint16(o.number)},
		}
		if o.slot != C.CL_NONE {
			output.HasSlot, output.Slot = true, uint8(o.slot)
		}
		step.Outputs = append(step.Outputs, output)
	}
	return step
}

// Settings of the application's end, in milliseconds. Start from DefaultSettings.
type Settings struct {
	Expiry, Interval, Jitter, StartMargin, ReplyTimeout, RetryInitial, RetryMax, Abandon, AnswerDeadline, HangUpTimeout, HangUpGiveUp, OperationGrace uint32
}

// The layouts are the same: a conversion that does not compile says that they no longer are.
const _ = uint(unsafe.Sizeof(Settings{})-C.sizeof_cl_app_settings) + uint(C.sizeof_cl_app_settings-unsafe.Sizeof(Settings{}))

// DefaultSettings are Graph's contract.
func DefaultSettings() (s Settings) {
	var memory C.cl_app_settings
	C.cl_app_settings_default(&memory)
	return *(*Settings)(unsafe.Pointer(&memory))
}

func (s *Settings) memory() *C.cl_app_settings {
	if s == nil {
		return nil
	}
	memory := new(C.cl_app_settings)
	*(*Settings)(unsafe.Pointer(memory)) = *s
	return memory
}

func (s *Settings) failed(code C.int32_t) error {
	err := failed(code)
	if code == C.CL_BAD_SETTING {
		var e C.cl_setting_error
		C.cl_app_settings_check(s.memory(), &e)
		err.(*Error).Detail = fmt.Sprintf("%v is %d ms: %d to %d are allowed", PolicyField(e.field+1), e.value, e.min, e.max)
	}
	return err
}

// Call is the application's end of a call. Its zero value is no call.
type Call struct{ memory C.cl_app }

// Outgoing makes a call that the application created: establishing, from the time at which the create request was sent. Without settings Graph's contract holds.
func Outgoing(id ID, sent uint64, settings *Settings) (c Call, err error) {
	err = settings.failed(C.cl_app_outgoing(&c.memory, octets(id[:]), C.uint64_t(sent), settings.memory()))
	return
}

// Incoming makes a call that was notified as incoming just now.
func Incoming(id ID, now uint64, settings *Settings) (c Call, err error) {
	err = settings.failed(C.cl_app_incoming(&c.memory, octets(id[:]), C.uint64_t(now), settings.memory()))
	return
}

// Adopted makes a call that lives already, as after a restart without a snapshot.
func Adopted(id ID, now uint64, state CallState, settings *Settings) (c Call, err error) {
	err = settings.failed(C.cl_app_adopted(&c.memory, octets(id[:]), C.uint64_t(now), C.uint8_t(state-1), settings.memory()))
	return
}

// Restore makes the call that goes on where a snapshot was taken, under the settings that it had.
func Restore(snapshot []byte, settings *Settings) (c Call, err error) {
	err = settings.failed(C.cl_app_restore(&c.memory, octets(snapshot), C.size_t(len(snapshot)), settings.memory()))
	return
}

// Handle handles an event. Act on the outputs, and wake the call at the next deadline.
func (c *Call) Handle(e Event) (AppStep, error) {
	var step C.cl_step
	event := e.memory()
	if err := failed(C.cl_app_handle(&c.memory, &event, &step)); err != nil {
		return AppStep{}, err
	}
	return stepOf[AppOutputKind](&step), nil
}

// Wake handles that time has passed: call it at the next deadline.
func (c *Call) Wake(now uint64) (AppStep, error) {
	return c.Handle(Event{Kind: AppEventKindWake, Now: now})
}

// View is how the call stands, as a step without outputs.
func (c *Call) View() (AppStep, error) {
	var step C.cl_step
	if err := failed(C.cl_app_view(&c.memory, &step)); err != nil {
		return AppStep{}, err
	}
	return stepOf[AppOutputKind](&step), nil
}

// NextDeadline is when to wake the call, or Never: nothing is due any more.
func (c *Call) NextDeadline() uint64 {
	step, err := c.View()
	if err != nil {
		return Never
	}
	return step.NextDeadline
}

// ID is the call's id.
func (c *Call) ID() (id ID, err error) {
	err = failed(C.cl_app_id(&c.memory, octets(id[:])))
	return
}

// Digest is 64 bits that stand for the whole state: the same on every target.
func (c *Call) Digest() (digest uint64, err error) {
	err = failed(C.cl_app_digest(&c.memory, (*C.uint64_t)(&digest)))
	return
}

// Snapshot is the whole state, as bytes that outlive the process.
func (c *Call) Snapshot() ([]byte, error) {
	var length C.size_t
	snapshot := make([]byte, C.CL_SNAPSHOT_MAX)
	err := failed(C.cl_app_snapshot(&c.memory, octets(snapshot), C.CL_SNAPSHOT_MAX, &length))
	return snapshot[:length], err
}

// Request is the method and the path of a request to send. body is the JSON that will be sent, or nil.
func (c *Call) Request(token Token, body []byte) (method, path string, err error) {
	var verb C.uint8_t
	var length C.size_t
	written := make([]byte, 512)
	id, err := c.ID()
	if err != nil {
		return "", "", err
	}
	err = failed(C.cl_request(octets(id[:]), nil, C.uint8_t(token.Request-1), C.uint8_t(token.Operation-1), C.CL_API_VERSION_V1_0, octets(body),
		C.size_t(len(body)), &verb, octets(written), C.size_t(len(written)), &length))
	if err != nil {
		return "", "", err
	}
	return Verb(verb + 1).String(), string(written[:length]), nil
}

// ServiceCall is the service's end of a call, for mocks and tests. Its zero value is no call.
type ServiceCall struct{ memory C.cl_service }

// ServiceOutgoing makes a call that the application creates just now. The documented defaults hold.
func ServiceOutgoing(id ID, now uint64) (c ServiceCall, err error) {
	err = failed(C.cl_service_outgoing(&c.memory, octets(id[:]), C.uint64_t(now), nil))
	return
}

// ServiceIncoming makes a call that comes in just now.
func ServiceIncoming(id ID, now uint64) (c ServiceCall, err error) {
	err = failed(C.cl_service_incoming(&c.memory, octets(id[:]), C.uint64_t(now), nil))
	return
}

// ServiceRestore makes the call that goes on where a snapshot was taken.
func ServiceRestore(snapshot []byte) (c ServiceCall, err error) {
	err = failed(C.cl_service_restore(&c.memory, octets(snapshot), C.size_t(len(snapshot)), nil))
	return
}

// Handle handles an event: what to answer, what to notify, how the call ends.
func (c *ServiceCall) Handle(e ServiceEvent) (ServiceStep, error) {
	var step C.cl_step
	event := e.memory()
	if err := failed(C.cl_service_handle(&c.memory, &event, &step)); err != nil {
		return ServiceStep{}, err
	}
	return stepOf[ServiceOutputKind](&step), nil
}

// View is how the call stands, as a step without outputs.
func (c *ServiceCall) View() (ServiceStep, error) {
	var step C.cl_step
	if err := failed(C.cl_service_view(&c.memory, &step)); err != nil {
		return ServiceStep{}, err
	}
	return stepOf[ServiceOutputKind](&step), nil
}

// NextDeadline is when to wake the call, or Never: nothing is due any more.
func (c *ServiceCall) NextDeadline() uint64 {
	step, err := c.View()
	if err != nil {
		return Never
	}
	return step.NextDeadline
}

// Digest is 64 bits that stand for the whole state: the same on every target.
func (c *ServiceCall) Digest() (digest uint64, err error) {
	err = failed(C.cl_service_digest(&c.memory, (*C.uint64_t)(&digest)))
	return
}

// Snapshot is the whole state, as bytes that outlive the process.
func (c *ServiceCall) Snapshot() ([]byte, error) {
	var length C.size_t
	snapshot := make([]byte, C.CL_SNAPSHOT_MAX)
	err := failed(C.cl_service_snapshot(&c.memory, octets(snapshot), C.CL_SNAPSHOT_MAX, &length))
	return snapshot[:length], err
}

// Notification is what the service posts for an output of the step that led from before to this, as an event of the application; nil: nothing.
func (c *ServiceCall) Notification(before ServiceCall, output Output[ServiceOutputKind], now uint64) (*Event, error) {
	var event C.cl_app_event
	code := C.cl_service_notification(&before.memory, &c.memory, &output.memory, C.uint64_t(now), &event)
	if code == C.CL_NOTHING {
		return nil, nil
	}
	return read(event), failed(code)
}

// Reply is the reply to a request of the application, for an output of kind ServiceOutputKindAnswer.
func (c *ServiceCall) Reply(output Output[ServiceOutputKind], token Token, sent, now uint64) (*Event, error) {
	event := Event{Kind: AppEventKindReply, Now: now, Token: token, Sent: sent}.memory()
	code := C.cl_service_reply(&c.memory, &output.memory, &event)
	return read(event), failed(code)
}

// Notice is what an entry of a notification says: an event for the call that it names, and texts for the host.
type Notice struct {
	What                           NoticeKind
	Call                           ID // zero where none is known
	Event                          *Event
	Operation                      OperationKind
	Location, Token, Code, Message string
}

// Notices reads a posted notification: an entry each is a notice, and a body that is no JSON is one, the last. Hand each event to the call that it names.
func Notices(json []byte, now uint64) ([]Notice, error) {
	notices, text := make([]C.cl_notice, 4), make([]byte, 1024)
	for {
		var count, length C.size_t
		code := C.cl_notices(octets(json), C.size_t(len(json)), C.uint64_t(now), &notices[0], C.size_t(len(notices)), &count, octets(text), C.size_t(len(text)), &length)
		if code == C.CL_TOO_SHORT {
			notices, text = make([]C.cl_notice, count+1), make([]byte, length+1)
			continue
		}
		if err := failed(code); err != nil {
			return nil, err
		}
		part := func(at, length C.uint32_t) string { return string(text[at : at+length]) }
		found := make([]Notice, count)
		for i := range found {
			n := &notices[i]
			found[i] = Notice{
				What: NoticeKind(n.what + 1), Call: *(*ID)(unsafe.Pointer(&n.call)), Operation: OperationKind(n.operation + 1),
				Location: part(n.location_at, n.location_length), Token: part(n.token_at, n.token_length),
				Code: part(n.code_at, n.code_length), Message: part(n.message_at, n.message_length),
			}
			if n.what == C.CL_NOTICE_EVENT {
				found[i].Event = read(n.event)
			}
		}
		return found, nil
	}
}

func octets(bytes []byte) *C.uint8_t {
	if len(bytes) == 0 {
		return (*C.uint8_t)(unsafe.Pointer(new(byte)))
	}
	return (*C.uint8_t)(unsafe.Pointer(&bytes[0]))
}

func word(words []string, v uint8) string {
	if int(v) < len(words) {
		return words[v]
	}
	return fmt.Sprintf("%d", v-1)
}

func init() {
	if abi, layout := C.cl_abi(), C.cl_layout(); abi != C.CL_ABI || layout != C.CL_LAYOUT {
		panic(fmt.Sprintf("the library is of another version (%d, %#x; here %d, %#x): take both from one commit", abi, layout, C.CL_ABI, uint32(C.CL_LAYOUT)))
	}
}
