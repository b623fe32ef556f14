// The story that every language tells.
package main

import (
	"fmt"
	"strings"

	cl "github.com/call-lifecycle/call-lifecycle/bindings/go"
)

var (
	call      = must(cl.ParseID("57dab8b1-894c-409a-b240-bd8beae78896"))
	recording = must(cl.ParseID("0fe0623f-d628-42ed-b4bd-8ac290072cc5"))
	settings  = cl.DefaultSettings()
	app       cl.Call
	service   = must(cl.ServiceOutgoing(call, 0))
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func isUp(now uint64) bool { return now < 1_200_000 || now >= 3_900_000 }

func at(time uint64) string {
	if time == cl.Never {
		return "never"
	}
	return fmt.Sprint(time)
}

// printed is a step as the story prints it.
func printed[K interface {
	~uint8
	fmt.Stringer
}](now uint64, end string, kind fmt.Stringer, step cl.Step[K], digest uint64) {
	var line strings.Builder
	member := func(name string, value interface{}, isThere bool) {
		if isThere {
			fmt.Fprintf(&line, " %s%v", name, value)
		}
	}
	fmt.Fprintf(&line, "%d %s %v: %v", now, end, kind, step.Verdict)
	member("", step.Rejection, step.Rejection != 0)
	fmt.Fprintf(&line, ", %v", step.State)
	member("", step.Cause, step.Cause != 0)
	fmt.Fprintf(&line, ", next %s", at(step.NextDeadline))
	member("", step.DeadlineKind, step.DeadlineKind != 0)
	fmt.Fprintf(&line, ", expires %s, failures %d, digest %016x\n", at(step.ExpiresAt), step.Failures, digest)
	for _, o := range step.Outputs {
		fmt.Fprintf(&line, "  %d %v", o.At, o.Kind)
		member("request ", o.Token.Request, o.Token.Request != 0)
		member("operation ", o.Token.Operation, o.Token.Operation != 0)
		member("number ", o.Token.Number, o.Token.Request != 0)
		member("slot ", o.Slot, o.HasSlot)
		member("from ", o.From, o.From != 0)
		member("to ", o.To, o.To != 0)
		member("cause ", o.Cause, o.Cause != 0)
		member("tone ", o.Tone, o.Tone != 0)
		member("operation_status ", o.OperationStatus, o.OperationStatus != 0)
		member("reason ", o.Reason, o.Reason != 0)
		member("phase ", o.Phase, o.Phase != 0)
		member("status ", o.Status, o.Status != 0)
		member("slots ", o.Slots, o.Slots != 0)
		member("sequence ", o.Sequence, o.Sequence != 0)
		member("flag", "", o.Flag)
		line.WriteByte('\n')
	}
	fmt.Print(line.String())
}

// ofApp is the application's end: it handles an event, and sends what it wishes sent.
func ofApp(event cl.Event) {
	now := event.Now
	step := must(app.Handle(event))
	app = must(cl.Restore(must(app.Snapshot()), &settings))
	printed(now, "app", event.Kind, step, must(app.Digest()))
	for i := range step.Outputs {
		output := step.Outputs[i]
		if output.Kind != cl.AppOutputKindSend {
			continue
		}
		ofApp(cl.Event{Kind: cl.AppEventKindSent, Now: now, Token: output.Token})
		if !isUp(now) {
			ofApp(cl.Event{Kind: cl.AppEventKindFailed, Now: now + 20_000, Token: output.Token})
			continue
		}
		arrives := cl.ServiceEvent{Kind: cl.ServiceEventKindRequest, Now: now + 60, Request: cl.ServiceRequestKeepAlive}
		switch output.Token.Request {
		case cl.AppRequestOperation:
			no, silence := false, int32(3)
			arrives.Request, arrives.ID, arrives.Context, arrives.Profile = cl.ServiceRequestRecord, recording, "greeting", cl.ProfileRecordResponse
			arrives.PlayBeep, arrives.MaxSilence, arrives.StopTones = &no, &silence, []string{"#", "11"}
		case cl.AppRequestGetCall:
			arrives.Request = cl.ServiceRequestGetCall
		}
		ofService(arrives, &output, now)
	}
}

// ofService is the service's end: it handles an event, answers the request that it is, and notifies.
func ofService(event cl.ServiceEvent, sent *cl.Output[cl.AppOutputKind], sentAt uint64) {
	now, before := event.Now, service
	step := must(service.Handle(event))
	service = must(cl.ServiceRestore(must(service.Snapshot())))
	printed(now, "service", event.Kind, step, must(service.Digest()))
	after := service
	for _, output := range step.Outputs {
		if output.Kind == cl.ServiceOutputKindAnswer && sent != nil {
			ofApp(*must(after.Reply(output, sent.Token, sentAt, now+60)))
		} else if isUp(now) {
			if told := must(after.Notification(before, output, now+90)); told != nil {
				ofApp(*told)
			}
		}
	}
}

func main() {
	settings.Jitter = 0
	app = must(cl.Outgoing(call, 0, &settings))
	ofService(cl.ServiceEvent{Kind: cl.ServiceEventKindPeer, Now: 900, Peer: cl.PeerEventRings}, nil, 0)
	ofService(cl.ServiceEvent{Kind: cl.ServiceEventKindPeer, Now: 4_200, Peer: cl.PeerEventConnects}, nil, 0)
	record := cl.Token{Request: cl.AppRequestOperation, Operation: cl.OperationKindRecord}
	ofApp(cl.Event{Kind: cl.AppEventKindAsk, Now: 60_000, Token: record, Context: "greeting", TakesAtMost: 30_000})
	ofService(cl.ServiceEvent{Kind: cl.ServiceEventKindMedia, Now: 61_000, Media: cl.MediaEventSpeechStarted}, nil, 0)
	ofService(cl.ServiceEvent{Kind: cl.ServiceEventKindMedia, Now: 62_500, Media: cl.MediaEventSpeechStopped}, nil, 0)
	// Each end is woken at its deadline, the earlier first, and the application's at the same time.
	for {
		ofTheApp, ofTheService := app.NextDeadline(), service.NextDeadline()
		switch {
		case ofTheApp == cl.Never && ofTheService == cl.Never:
			return
		case ofTheApp <= ofTheService:
			ofApp(cl.Event{Kind: cl.AppEventKindWake, Now: ofTheApp})
		default:
			ofService(cl.ServiceEvent{Kind: cl.ServiceEventKindWake, Now: ofTheService}, nil, 0)
		}
	}
}
