/* Random events, altered snapshots and broken JSON through the ABI, for gcc's sanitizers. `hostile EVENTS SNAPSHOTS BODIES [SEED]`.
 * What the library writes is watched by bytes around each struct and buffer; what a call promises is asserted after every step. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call_lifecycle.h"

static uint64_t state;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint32_t below(uint32_t bound) { return (uint32_t)((next() >> 32) % bound); }

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "FAILED: %s\n", what);
        abort();
    }
}

/* Memory that ends with bytes which nobody may change, as large as it is asked for. */
static uint8_t *lend(size_t size) {
    uint8_t *memory = malloc(size + 16);
    must(memory != NULL, "there is memory");
    memset(memory, 0xa5, size + 16);
    return memory;
}

static void take_back(uint8_t *memory, size_t size) {
    int i;
    for (i = 0; i < 16; i++) must(memory[size + (size_t)i] == 0xa5, "nothing is written past a buffer");
    free(memory);
}

/* A number that is mostly one of a list, at times absent, at times anything. */
static uint8_t number(uint32_t of) {
    switch (below(16)) {
    case 0: return (uint8_t)next();
    case 1: return CL_NONE;
    default: return (uint8_t)below(of);
    }
}

static uint64_t time_after(uint64_t now) {
    switch (below(12)) {
    case 0: return next();
    case 1: return now - below(100000);
    case 2: return now;
    case 3: return now + next() % 3000000000u;
    default: return now + below(1000000);
    }
}

static void fill(void *memory, size_t size) {
    uint8_t *bytes = memory;
    size_t i;
    for (i = 0; i < size; i++) bytes[i] = (uint8_t)next();
}

static void app_event(cl_app_event *event, uint64_t now, const cl_step *before) {
    must(cl_app_event_init(event, time_after(now), number(8)) == CL_OK, "an event is made");
    if (below(8) == 0) {
        uint8_t kind = event->kind;
        uint64_t at = event->now;
        fill(event, sizeof *event);
        event->kind = kind;
        event->now = at;
    }
    event->request = number(9);
    event->operation = number(22);
    event->number = (uint16_t)below(4);
    if (before->count && before->outputs[0].kind == CL_APP_OUTPUT_SEND) {
        event->request = before->outputs[0].request;
        event->operation = before->outputs[0].operation;
        event->number = before->outputs[0].number;
        event->kind = (uint8_t)(below(2) ? CL_APP_EVENT_SENT : CL_APP_EVENT_REPLY);
    }
    event->sent = below(2) ? now : time_after(now);
    event->status = (uint16_t)(below(4) ? 200 : below(600));
    event->body = (uint8_t)(below(3));
    event->state = below(20) ? number(10) : CL_UNKNOWN;
    event->tone = number(17);
    event->sequence_id = (int64_t)below(9);
    event->operation_status = number(4);
    event->reason = number(14);
    event->has = (uint32_t)next() & 0x3f;
    event->id[15] = (uint8_t)below(5);
    event->context[15] = (uint8_t)below(5);
    event->code = (int32_t)below(700);
    event->takes_at_most = below(100000);
    event->deleted = (uint8_t)below(2);
}

static void service_event(cl_service_event *event, uint64_t now) {
    int i;
    must(cl_service_event_init(event, time_after(now), number(5)) == CL_OK, "an event is made");
    if (below(8) == 0) {
        uint8_t kind = event->kind;
        uint64_t at = event->now;
        fill(event, sizeof *event);
        event->kind = kind;
        event->now = at;
    }
    event->request = number(13);
    event->operation = number(22);
    event->peer = number(16);
    event->media = number(9);
    event->tone = number(17);
    event->slot = number(5);
    event->success = (uint8_t)below(2);
    event->profile = (uint8_t)below(2);
    event->barge_in_allowed = number(2);
    event->prompts = below(3);
    event->targets = below(30);
    event->has = (uint32_t)next() & 0x3ff;
    event->timeout = (int32_t)below(100);
    event->initial_silence_timeout = (int32_t)below(125);
    event->max_silence_timeout = (int32_t)below(125);
    event->max_record_duration = (int32_t)below(125);
    event->id[15] = (uint8_t)below(5);
    for (i = 0; i < 3; i++)
        if (below(2)) event->stop_tones[i * 8] = (uint8_t)"#*0123456789ABCDx"[below(17)];
}

static void check_step(const cl_step *step) {
    int i;
    must(step->count <= CL_MAX_OUTPUTS, "a step has no more outputs than there are");
    must(cl_word(CL_LIST_VERDICT, step->verdict) != NULL, "a verdict has a word");
    must((step->rejection == CL_NONE) == (step->verdict != CL_VERDICT_REJECTED), "a rejection has a reason");
    must(step->state <= CL_CALL_STATE_TERMINATED, "a call has a state");
    must((step->deadline_kind == CL_NONE) <= (step->next_deadline == CL_NEVER), "without a deadline there is no time");
    for (i = 1; i < step->count; i++) must(step->outputs[i - 1].at <= step->outputs[i].at, "outputs are in order of time");
}

/* Both ends have the same functions: each part is written once. */
#define PART(end, more)                                                                                                       \
    static void end##_events(unsigned long count) {                                                                           \
        cl_##end *call = (cl_##end *)lend(sizeof *call), *other = (cl_##end *)lend(sizeof *call);                              \
        cl_##end##_event *event = (cl_##end##_event *)lend(sizeof *event);                                                     \
        cl_step *step = (cl_step *)lend(sizeof *step);                                                                         \
        uint8_t id[16], *bytes = lend(CL_SNAPSHOT_MAX);                                                                        \
        uint64_t now = 0, a, b;                                                                                                \
        size_t length;                                                                                                         \
        unsigned long i, handled = 0;                                                                                          \
        for (i = 0; i < count; i++) {                                                                                          \
            if (i % 64 == 0) {                                                                                                 \
                fill(id, sizeof id);                                                                                           \
                now = below(4) ? below(100000) : next();                                                                       \
                step->count = 0;                                                                                               \
                must(cl_##end##_adopted(call, id, now, (uint8_t)below(10), NULL) == CL_OK, "a call is made");                  \
            }                                                                                                                  \
            more;                                                                                                              \
            {                                                                                                                  \
                int32_t code = cl_##end##_handle(call, event, step);                                                           \
                must(cl_word(CL_LIST_CODE, (uint32_t)code) != NULL, "every code has a sentence");                              \
                if (code != CL_OK) {                                                                                           \
                    step->count = 0;                                                                                           \
                    continue;                                                                                                  \
                }                                                                                                              \
            }                                                                                                                  \
            handled++;                                                                                                         \
            if (event->now > now) now = event->now;                                                                            \
            check_step(step);                                                                                                  \
            must(step->next_deadline > now || step->next_deadline == CL_NEVER, "the next deadline lies ahead");                \
            if (i % 4) continue;                                                                                               \
            must(cl_##end##_snapshot(call, bytes, CL_SNAPSHOT_MAX, &length) == CL_OK, "a snapshot fits");                      \
            must(cl_##end##_restore(other, bytes, length, NULL) == CL_OK, "a snapshot is restored");                           \
            must(cl_##end##_digest(call, &a) == CL_OK && cl_##end##_digest(other, &b) == CL_OK && a == b, "it is the same");   \
            memcpy(call, other, sizeof *call);                                                                                 \
        }                                                                                                                      \
        printf(#end ": %lu events, of which %lu were handled\n", count, handled);                                              \
        take_back((uint8_t *)call, sizeof *call);                                                                              \
        take_back((uint8_t *)other, sizeof *other);                                                                            \
        take_back((uint8_t *)event, sizeof *event);                                                                            \
        take_back((uint8_t *)step, sizeof *step);                                                                              \
        take_back(bytes, CL_SNAPSHOT_MAX);                                                                                     \
    }                                                                                                                          \
                                                                                                                               \
    static void end##_snapshots(unsigned long count) {                                                                         \
        cl_##end value, altered, *call = &value;                                                                               \
        cl_##end##_event room, *event = &room;                                                                                 \
        cl_step steps, *step = &steps;                                                                                         \
        uint8_t bytes[CL_SNAPSHOT_MAX];                                                                                        \
        uint64_t now = 1000;                                                                                                   \
        size_t length, cut;                                                                                                    \
        unsigned long i, restored = 0;                                                                                         \
        step->count = 0;                                                                                                       \
        for (i = 0; i < count; i++) {                                                                                          \
            int changes, j;                                                                                                    \
            uint8_t *copy;                                                                                                     \
            if (i % 32 == 0) {                                                                                                 \
                static const uint8_t id[16] = {1};                                                                             \
                now = 1000;                                                                                                    \
                must(cl_##end##_adopted(call, id, now, (uint8_t)below(10), NULL) == CL_OK, "a call is made");                  \
            }                                                                                                                  \
            more;                                                                                                              \
            if (cl_##end##_handle(call, event, step) != CL_OK) step->count = 0;                                                \
            else if (event->now > now) now = event->now;                                                                       \
            must(cl_##end##_snapshot(call, bytes, sizeof bytes, &length) == CL_OK, "a snapshot fits");                         \
            for (changes = (int)below(4); changes >= 0; changes--) bytes[below((uint32_t)length)] ^= (uint8_t)(1u << below(8)); \
            cut = below(8) ? length : below((uint32_t)length);                                                                 \
            copy = malloc(cut ? cut : 1);                                                                                      \
            must(copy != NULL, "there is memory");                                                                             \
            memcpy(copy, bytes, cut);                                                                                          \
            if (cl_##end##_restore(&altered, copy, cut, NULL) == CL_OK) {                                                      \
                cl_##end kept = *call;                                                                                         \
                restored++;                                                                                                    \
                *call = altered;                                                                                               \
                for (j = 0; j < 8; j++) {                                                                                      \
                    more;                                                                                                      \
                    if (cl_##end##_handle(call, event, step) == CL_OK) check_step(step);                                       \
                    else step->count = 0;                                                                                      \
                }                                                                                                              \
                *call = kept;                                                                                                  \
                step->count = 0;                                                                                               \
            }                                                                                                                  \
            free(copy);                                                                                                        \
        }                                                                                                                      \
        printf(#end ": %lu altered snapshots, of which %lu were restored and went on\n", count, restored);                     \
    }

PART(app, app_event(event, now, step))
PART(service, service_event(event, now))

#ifdef WITH_JSON
static const char *const BODIES[] = {
    "{\"value\": [{\"changeType\": \"updated\", \"resourceUrl\": \"/communications/calls/57DAB8B1894C409AB240BD8BEAE78896\", \"resourceData\": "
    "{\"@odata.type\": \"#microsoft.graph.call\", \"state\": \"established\", \"resultInfo\": {\"code\": 200, \"subcode\": \"7\"}, "
    "\"toneInfo\": {\"sequenceId\": 3, \"tone\": \"tone1\"}, \"mediaState\": {\"audio\": \"active\"}}}]}",
    "{\"value\":[{\"changeType\":\"deleted\",\"resource\":\"/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5\","
    "\"resourceData\":{\"@odata.type\":\"#microsoft.graph.recordOperation\",\"status\":\"completed\",\"clientContext\":\"gr\\u00e9eting\","
    "\"recordingLocation\":\"https://file.location/\\\"x\\\"\",\"recordingAccessToken\":\"t\\ud83d\\ude00\",\"completionReason\":\"stopToneDetected\"}}]}",
    "{\"id\": \"57dab8b1-894c-409a-b240-bd8beae78896\", \"state\": \"establishing\", \"direction\": \"outgoing\", \"n\": [1.5e300, -0, 1e-9, [[]], {}]}",
    "{\"error\": {\"code\": \"TooManyRequests\", \"message\": \"Wait.\", \"innerError\": {\"date\": null}}}",
};

static void json(unsigned long count) {
    static const char headers[] = "Location: /communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5\r\n"
                                  "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    unsigned long i, read = 0;
    for (i = 0; i < count; i++) {
        const char *of = BODIES[below(4)];
        size_t length = strlen(of), lines = sizeof headers - 1, capacity = below(400), room = below(4), found = 0, texts = 0, j;
        uint8_t *body = malloc(length + 8), *lent = lend(capacity), *notices = lend(room * sizeof(cl_notice)), *header = malloc(lines);
        cl_notice notice;
        cl_app_event asked;
        int32_t code;
        must(body != NULL && header != NULL, "there is memory");
        memcpy(body, of, length);
        memcpy(header, headers, lines);
        for (j = below(6); j > 0 && length > 2; j--) {
            size_t at = below((uint32_t)length);
            switch (below(5)) {
            case 0: body[at] = (uint8_t)next(); break;
            case 1: body[at] = (uint8_t)"{}[]\",:\\0-e.\n"[below(13)]; break;
            case 2: memmove(body + at, body + at + 1, length - at - 1); length--; break;
            case 3: header[below((uint32_t)lines)] = (uint8_t)next(); break;
            default: length = at ? at : 1; break;
            }
        }
        body = realloc(body, length);
        must(body != NULL, "there is memory");
        code = cl_notices(body, length, 1, (cl_notice *)notices, room, &found, lent, capacity, &texts);
        must(code == CL_OK || code == CL_TOO_SHORT, "a body is read, or there is too little room");
        must((code == CL_OK) == (found <= room && texts <= capacity), "the lengths say whether there was room");
        if (code == CL_OK)
            for (j = 0; j < found; j++) {
                const cl_notice *one = (const cl_notice *)notices + j;
                read += one->what == CL_NOTICE_EVENT;
                must(one->location_at + one->location_length <= texts && one->token_at + one->token_length <= texts, "texts are in the buffer");
                must(one->message_at + one->message_length <= texts, "texts are in the buffer");
            }
        must(cl_app_event_init(&asked, 9, CL_APP_EVENT_REPLY) == CL_OK, "an event is made");
        asked.request = (uint8_t)below(9);
        asked.operation = (uint8_t)below(22);
        asked.status = (uint16_t)(below(3) ? 200 : below(700));
        code = cl_reply(&asked, header, lines, body, length, &notice, lent, capacity, &texts);
        must((code == CL_OK) == (texts <= capacity), "an answer is read if there is room");
        code = cl_created(9, asked.status, header, lines, body, length, &notice, lent, capacity, &texts);
        must((code == CL_OK) == (texts <= capacity), "an answer is read if there is room");
        free(body);
        free(header);
        take_back(lent, capacity);
        take_back(notices, room * sizeof(cl_notice));
    }
    printf("json: %lu broken bodies, in which %lu events were read\n", count, read);
}
#endif

int main(int argc, char **argv) {
    unsigned long count[4] = {200000, 20000, 20000, 88172645463325252ul};
    int i;
    for (i = 1; i < argc && i <= 4; i++) count[i - 1] = strtoul(argv[i], NULL, 10);
    state = count[3] | 1;
    app_events(count[0]);
    service_events(count[0]);
    app_snapshots(count[1]);
    service_snapshots(count[1]);
#ifdef WITH_JSON
    json(count[2]);
#endif
    return 0;
}
