/* keepAlive rounds over the ABI: the other half of examples/rounds.rs. */
#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "call_lifecycle.h"

/* Three events each: a wake, a request that leaves, a reply of 200. */
static void rounds(cl_app *call, uint64_t count) {
    cl_step step;
    cl_app_event event;
    uint64_t due, i;
    cl_app_view(call, &step);
    due = step.next_deadline;
    for (i = 0; i < count; i++) {
        cl_app_event_init(&event, due, CL_APP_EVENT_WAKE);
        cl_app_handle(call, &event, &step);
        if (step.count == 0 || step.outputs[0].kind != CL_APP_OUTPUT_SEND) abort();
        event.request = step.outputs[0].request;
        event.operation = step.outputs[0].operation;
        event.number = step.outputs[0].number;
        event.kind = CL_APP_EVENT_SENT;
        cl_app_handle(call, &event, &step);
        event.kind = CL_APP_EVENT_REPLY;
        event.sent = due;
        event.now = due + 100;
        event.status = 200;
        cl_app_handle(call, &event, &step);
        due = step.next_deadline;
    }
}

int main(int argc, char **argv) {
    static const uint8_t id[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7};
    unsigned long repeats = argc > 1 ? strtoul(argv[1], NULL, 10) : 20, each = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;
    double least = 1e18;
    static cl_app call;
    unsigned long i;
    for (i = 0; i < repeats; i++) {
        struct timespec start, end;
        double nanos;
        if (cl_app_outgoing(&call, id, 0, NULL) != CL_OK) return 1;
        clock_gettime(CLOCK_MONOTONIC, &start);
        rounds(&call, each);
        clock_gettime(CLOCK_MONOTONIC, &end);
        nanos = ((double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec)) / (double)(each * 3);
        if (nanos < least) least = nanos;
    }
    printf("%.2f\n", least);
    return 0;
}
