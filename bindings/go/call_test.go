package calllifecycle

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

var (
	id, _    = ParseID("57dab8b1-894c-409a-b240-bd8beae78896")
	other, _ = ParseID("0fe0623f-d628-42ed-b4bd-8ac290072cc5")
)

func call(t testing.TB, state CallState) Call {
	settings := DefaultSettings()
	settings.Jitter = 0
	c, err := Adopted(id, 0, state, &settings)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func refused(t *testing.T, err error, code Code, said string) {
	t.Helper()
	var found *Error
	if !errors.As(err, &found) || found.Code != code || !strings.Contains(err.Error(), said) {
		t.Errorf("%v is not %q", err, said)
	}
}

func TestASnapshotAndACopyAreTheCall(t *testing.T) {
	settings := DefaultSettings()
	settings.Jitter, settings.Interval = 0, 600_000
	c, _ := Outgoing(id, 5, &settings)
	snapshot, _ := c.Snapshot()
	same, err := Restore(snapshot, &settings)
	digest, _ := c.Digest()
	if of, _ := same.Digest(); err != nil || of != digest || same.NextDeadline() != 600_005 {
		t.Error(err, of, same.NextDeadline())
	}
	before := c
	c.Handle(Event{Kind: AppEventKindCall, Now: 9, State: CallStateTerminated})
	if of, _ := before.Digest(); of != digest || c.NextDeadline() != Never {
		t.Error("a copy is apart")
	}
	_, err = Restore(snapshot[:len(snapshot)-1], &settings)
	refused(t, err, CodeSnapshotTooShort, "too early")
	_, err = Restore(append(snapshot, 0), &settings)
	refused(t, err, CodeSnapshotTrailing, "after the snapshot")
	_, err = Restore(nil, &settings)
	refused(t, err, CodeSnapshotTooShort, "too early")
	_, err = ServiceRestore(snapshot)
	refused(t, err, CodeSnapshotOtherEnd, "other end")
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	var none Call
	_, err := none.Wake(5)
	refused(t, err, CodeNoCall, "no call of this end in that memory")
	var foreign ServiceCall
	_, err = foreign.View()
	refused(t, err, CodeNoCall, "no call")
	settings := DefaultSettings()
	settings.Interval = 0
	_, err = Outgoing(id, 0, &settings)
	refused(t, err, CodeBadSetting, "interval is 0 ms: 1 to")
	c := call(t, CallStateEstablished)
	_, err = c.Handle(Event{})
	refused(t, err, CodeBadKind, "no kind of event")
	_, err = c.Handle(Event{Kind: AppEventKindSent})
	refused(t, err, CodeBadRequest, "no request")
	_, err = c.Handle(Event{Kind: AppEventKindCall, Tone: 99})
	refused(t, err, CodeBadTone, "no tone")
	_, _, err = c.Request(Token{Request: AppRequestOperation, Operation: OperationKindRecord}, nil)
	refused(t, err, CodeBodyMissing, "needs a body")
	if _, path, err := c.Request(Token{Request: AppRequestOperation, Operation: OperationKindRecord}, []byte("{}")); !strings.HasSuffix(path, "/recordResponse") {
		t.Error(path, err)
	}
	service, _ := ServiceOutgoing(id, 0)
	record := ServiceEvent{Kind: ServiceEventKindRequest, Request: ServiceRequestRecord, ID: other, Profile: ProfileRecord, StopTones: []string{"x"}}
	_, err = service.Handle(record)
	refused(t, err, CodeBadStopTones, "DTMF")
	record.StopTones = []string{"123456789"}
	if step, err := service.Handle(record); err != nil || step.Outputs[0].Status != 400 {
		t.Error("stop tones that are too long are answered 400", err)
	}
	for _, wrong := range []string{"", "57dab8b1", id.String() + "0", strings.Repeat("x", 32)} {
		if _, err := ParseID(wrong); err == nil {
			t.Error(wrong)
		}
	}
	if id.String() != "57dab8b1-894c-409a-b240-bd8beae78896" {
		t.Error(id)
	}
}

func entry(call ID, state string) string {
	return fmt.Sprintf(`{"changeType": "updated", "resource": "/communications/calls/%v", "resourceData": {"id": "%v", "state": "%s"}}`, call, call, state)
}

func TestEachEntryIsANotice(t *testing.T) {
	c := call(t, CallStateRinging)
	whole := `{"value": [` + entry(id, "established") + ", " + entry(other, "hold") + ", {}]}"
	found, err := Notices([]byte(whole), 5)
	if err != nil || len(found) != 3 || found[1].Call != other || found[2].What != NoticeKindBadEntry || found[2].Event != nil {
		t.Fatal(found, err)
	}
	if step, err := c.Handle(*found[0].Event); err != nil || step.State != CallStateEstablished {
		t.Error(step, err)
	}
	for cut := range whole {
		found, err := Notices([]byte(whole[:cut]), 5)
		if last := found[len(found)-1]; err != nil || last.What != NoticeKindBadJson || !strings.Contains(last.Message, "line") {
			t.Fatal(cut, last, err)
		}
	}
	many := `{"value": [` + strings.Repeat(entry(id, "hold")+",", 99) + entry(id, "hold") + "]}"
	if found, err := Notices([]byte(many), 5); len(found) != 100 || err != nil {
		t.Error(len(found), err)
	}
}

func BenchmarkRounds(b *testing.B) {
	c := call(b, CallStateEstablished)
	due := c.NextDeadline()
	for i := 0; i < b.N; i += 3 {
		step, _ := c.Wake(due)
		token := step.Outputs[0].Token
		c.Handle(Event{Kind: AppEventKindSent, Now: due, Token: token})
		step, _ = c.Handle(Event{Kind: AppEventKindReply, Now: due + 100, Token: token, Sent: due, Status: 200})
		due = step.NextDeadline
	}
}
