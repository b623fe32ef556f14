/* A call that is never heard of again, from C without a heap: its keepAlives fail until it counts as abandoned. The same program runs on a microcontroller
 * and on a computer, and both say the same: a digest of every step, in all that it has. */
#include "call_lifecycle.h"
#include "port.h"

static const uint8_t ID[16] = {0x57, 0xda, 0xb8, 0xb1, 0x89, 0x4c, 0x40, 0x9a, 0xb2, 0x40, 0xbd, 0x8b, 0xea, 0xe7, 0x88, 0x96};

static cl_app call;
static cl_app_event event;
static cl_step due, step;
static uint32_t digest = 0x811c9dc5;

/* Hands the event in, and adds the step to the digest (FNV-1a). */
static void handled(cl_step *into) {
    const uint8_t *byte = (const uint8_t *)into, *end;
    if (cl_app_handle(&call, &event, into) != CL_OK) leave("the library refused an event\n", 1);
    for (end = (const uint8_t *)&into->outputs[into->count]; byte < end; byte++) digest = (digest ^ *byte) * 0x01000193;
}

int main(void) {
    static char said[] = "abandoned, all steps: ........\n";
    int i;
    if (cl_app_outgoing(&call, ID, 0, 0) != CL_OK) leave("the library made no call\n", 1);
    do {
        cl_app_event_init(&event, step.next_deadline, CL_APP_EVENT_WAKE);
        handled(&due);
        step = due;
        for (i = 0; i < due.count; i++) {
            if (due.outputs[i].kind != CL_APP_OUTPUT_SEND) continue;
            /* It leaves, and nothing comes back. */
            event.request = due.outputs[i].request;
            event.operation = due.outputs[i].operation;
            event.number = due.outputs[i].number;
            event.kind = CL_APP_EVENT_SENT;
            handled(&step);
            event.kind = CL_APP_EVENT_FAILED;
            handled(&step);
        }
    } while (step.next_deadline != CL_NEVER);
    if (step.state != CL_CALL_STATE_TERMINATED || step.cause != CL_CAUSE_ABANDONED) leave("the call is not abandoned\n", 1);
    for (i = 0; i < 8; i++) said[22 + i] = "0123456789abcdef"[digest >> (28 - 4 * i) & 15];
    leave(said, 0);
}
