/* A fleet of the service's end, from C: those that nobody keeps alive end 45 minutes after their start, and each goes on as it would alone. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call_lifecycle.h"

#define CALLS 3
#define MINUTE UINT64_C(60000)

#define CHECK(that) ((that) ? (void)0 : failed(#that, __LINE__))

static const uint8_t seed[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
/* The same calls, alone. */
static cl_service alone[CALLS];
static uint64_t handles[CALLS];
static uint8_t ids[CALLS][16];

static void failed(const char *what, int line) {
    fprintf(stderr, "line %d: not so: %s\n", line, what);
    exit(1);
}

static void must(int32_t code, int line) {
    if (code == CL_OK) return;
    fprintf(stderr, "line %d: %s\n", line, cl_word(CL_LIST_CODE, (uint32_t)code));
    exit(1);
}
#define MUST(code) must(code, __LINE__)

static uint64_t digest(const cl_service *call) {
    uint64_t found;
    MUST(cl_service_digest(call, &found));
    return found;
}

static int number_of(uint64_t handle) {
    int i;
    for (i = 0; i < CALLS; i++)
        if (handles[i] == handle) return i;
    return -1;
}

/* The call alone handles the event too: the step is the same, and so is the call afterwards. */
static void same(uint8_t *fleet, int i, const cl_service_event *event, const cl_step *step) {
    cl_step other;
    cl_service copy;
    MUST(cl_service_handle(&alone[i], event, &other));
    CHECK(step->verdict == other.verdict && step->state == other.state && step->cause == other.cause);
    CHECK(step->next_deadline == other.next_deadline && step->expires_at == other.expires_at && step->count == other.count);
    CHECK(memcmp(step->outputs, other.outputs, step->count * sizeof(cl_output)) == 0);
    MUST(cl_service_fleet_get(fleet, handles[i], &copy));
    CHECK(digest(&copy) == digest(&alone[i]));
}

/* The same happens to all calls at once. */
static void all(uint8_t *fleet, const cl_service_event *event) {
    cl_service_event events[CALLS + 1];
    cl_step steps[CALLS + 1];
    int32_t codes[CALLS + 1];
    uint64_t of[CALLS + 1];
    int i;
    for (i = 0; i < CALLS; i++) events[i] = *event, of[i] = handles[i];
    events[CALLS] = *event, of[CALLS] = 12345;
    MUST(cl_service_fleet_handle_all(fleet, of, events, steps, codes, CALLS + 1));
    for (i = 0; i < CALLS; i++) {
        MUST(codes[i]);
        same(fleet, i, event, &steps[i]);
    }
    CHECK(codes[CALLS] == CL_NO_SUCH_CALL);
}

int main(void) {
    size_t size = cl_service_fleet_size(CALLS), length;
    uint8_t *fleet = (uint8_t *)malloc(size);
    cl_service_event event;
    cl_step step;
    uint64_t handle, next, ended_at[CALLS] = {0, 0, 0};
    int i, j, ends = 0, wakes = 0;
    cl_service copy;

    CHECK(fleet && size > 0);
    MUST(cl_service_fleet_new(fleet, size, CALLS, 0, seed, NULL));
    for (i = 0; i < CALLS; i++) {
        memset(ids[i], i + 1, 16);
        /* A minute apart. */
        MUST(cl_service_outgoing(&alone[i], ids[i], (uint64_t)i * MINUTE, NULL));
        MUST(cl_service_fleet_insert(fleet, &alone[i], &handles[i]));
        CHECK(cl_service_fleet_insert(fleet, &alone[i], &handle) != CL_OK);
    }
    CHECK(cl_app_fleet_length(fleet, &length) == CL_NO_FLEET);

    MUST(cl_service_event_init(&event, 3 * MINUTE, CL_SERVICE_EVENT_PEER));
    event.peer = CL_PEER_EVENT_CONNECTS;
    all(fleet, &event);
    /* The last one is kept alive at minute 20. */
    MUST(cl_service_event_init(&event, 20 * MINUTE, CL_SERVICE_EVENT_REQUEST));
    event.request = CL_SERVICE_REQUEST_KEEP_ALIVE;
    MUST(cl_service_fleet_handle(fleet, handles[CALLS - 1], &event, &step));
    same(fleet, CALLS - 1, &event, &step);
    CHECK(step.count == 1 && step.outputs[0].kind == CL_SERVICE_OUTPUT_ANSWER && step.outputs[0].status == 200);
    CHECK(step.expires_at == 65 * MINUTE);

    for (;;) {
        MUST(cl_service_fleet_next_deadline(fleet, &next));
        if (next == CL_NEVER) break;
        CHECK(cl_service_fleet_wake(fleet, next - 1, &handle, &step) == CL_NOTHING);
        MUST(cl_service_fleet_wake(fleet, next, &handle, &step));
        i = number_of(handle);
        CHECK(i >= 0 && ++wakes < 100);
        MUST(cl_service_event_init(&event, next, CL_SERVICE_EVENT_WAKE));
        same(fleet, i, &event, &step);
        for (j = 0; j < step.count; j++)
            if (step.outputs[j].kind == CL_SERVICE_OUTPUT_STATE && step.outputs[j].to == CL_CALL_STATE_TERMINATING) ended_at[i] = next;
        if (step.state == CL_CALL_STATE_TERMINATED) {
            CHECK(step.cause == CL_CAUSE_KEEP_ALIVE_EXPIRED);
            ends++;
        }
    }
    CHECK(ends == CALLS);
    CHECK(ended_at[0] == 45 * MINUTE && ended_at[1] == 46 * MINUTE && ended_at[2] == 65 * MINUTE);

    MUST(cl_service_fleet_find(fleet, ids[1], &handle));
    CHECK(handle == handles[1]);
    MUST(cl_service_fleet_remove(fleet, handle, &copy));
    CHECK(digest(&copy) == digest(&alone[1]));
    CHECK(cl_service_fleet_find(fleet, ids[1], &handle) == CL_NO_SUCH_CALL);
    CHECK(cl_service_fleet_remove(fleet, handles[1], NULL) == CL_NO_SUCH_CALL);
    MUST(cl_service_fleet_length(fleet, &length));
    CHECK(length == CALLS - 1);
    free(fleet);
    printf("three calls of the service ended at minutes 45, 46 and 65, after %d wakes\n", wakes);
    return 0;
}
