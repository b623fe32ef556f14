package calllifecycle_test

import (
	"fmt"

	cl "github.com/call-lifecycle/call-lifecycle/bindings/go"
)

func Example() {
	// The ten lines.
	id, _ := cl.ParseID("57dab8b1-894c-409a-b240-bd8beae78896")
	call, _ := cl.Outgoing(id, 0, nil)
	now := call.NextDeadline() // in ms; cl.Never once nothing is due any more
	step, _ := call.Wake(now)
	for _, output := range step.Outputs {
		if output.Kind == cl.AppOutputKindSend { // a keepAlive is due
			fmt.Println(call.Request(output.Token, nil))
			call.Handle(cl.Event{Kind: cl.AppEventKindSent, Now: now, Token: output.Token})
			step, _ := call.Handle(cl.Event{Kind: cl.AppEventKindReply, Now: now + 100, Token: output.Token, Sent: now, Status: 200})
			fmt.Println(step.State, step.ExpiresAt-now, step.NextDeadline)
		}
	}
	// Until here.

	// Output:
	// POST /v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/keepAlive <nil>
	// establishing 2700000 1773924
}
