/* The ten lines that bindings/languages.md shows in every language. */
#include <inttypes.h>
#include <stdio.h>

#include "call_lifecycle.h"

int main(void) {
    static const uint8_t id[16] = {0x57, 0xda, 0xb8, 0xb1, 0x89, 0x4c, 0x40, 0x9a, 0xb2, 0x40, 0xbd, 0x8b, 0xea, 0xe7, 0x88, 0x96};
    char path[256];
    uint8_t verb;
    size_t length;
    /* The ten lines. */
    cl_app call;
    cl_app_event event;
    cl_step step, replied;
    cl_app_outgoing(&call, id, 0, NULL);
    cl_app_view(&call, &step);
    uint64_t now = step.next_deadline;                        /* in ms; CL_NEVER once nothing is due any more */
    cl_app_event_init(&event, now, CL_APP_EVENT_WAKE);
    cl_app_handle(&call, &event, &step);
    for (int i = 0; i < step.count; i++) {
        cl_output *output = &step.outputs[i];
        if (output->kind != CL_APP_OUTPUT_SEND) continue;     /* else a keepAlive is due */
        cl_request(id, NULL, output->request, output->operation, CL_API_VERSION_V1_0, NULL, 0, &verb, (uint8_t *)path, sizeof path, &length);
        printf("%s %.*s\n", cl_word(CL_LIST_VERB, verb), (int)length, path);
        event.kind = CL_APP_EVENT_SENT;
        event.request = output->request;
        event.operation = output->operation;
        event.number = output->number;
        cl_app_handle(&call, &event, &replied);
        event.kind = CL_APP_EVENT_REPLY;
        event.now = now + 100;
        event.sent = now;
        event.status = 200;
        cl_app_handle(&call, &event, &replied);
        printf("%s %" PRIu64 " %" PRIu64 "\n", cl_word(CL_LIST_CALL_STATE, replied.state), replied.expires_at - now, replied.next_deadline);
    }
    /* Until here. */
    return 0;
}
