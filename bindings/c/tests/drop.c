/* The story that every language tells, in C99 and in C++: its lines are those of bindings/tests/drop.txt. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call_lifecycle.h"

static const uint8_t CALL[16] = {0x57, 0xda, 0xb8, 0xb1, 0x89, 0x4c, 0x40, 0x9a, 0xb2, 0x40, 0xbd, 0x8b, 0xea, 0xe7, 0x88, 0x96};
static const uint8_t RECORDING[16] = {0x0f, 0xe0, 0x62, 0x3f, 0xd6, 0x28, 0x42, 0xed, 0xb4, 0xbd, 0x8a, 0xc2, 0x90, 0x07, 0x2c, 0xc5};

static cl_app app;
static cl_service service;
static cl_app_settings settings;
static uint8_t greeting[16];

static const char *word(uint32_t list, uint32_t number) {
    const char *found = cl_word(list, number);
    return found ? found : "?";
}

static void must(int32_t code) {
    if (code != CL_OK) {
        fprintf(stderr, "%s\n", word(CL_LIST_CODE, (uint32_t)code));
        exit(1);
    }
}

static int is_up(uint64_t now) { return now < 1200000 || now >= 3900000; }

static void print_time(uint64_t time) {
    if (time == CL_NEVER)
        printf("never");
    else
        printf("%" PRIu64, time);
}

/* A member that may be absent, with its word. */
static void print_word(const char *name, uint32_t list, uint8_t number) {
    if (number != CL_NONE) printf(" %s %s", name, word(list, number));
}

static void print_step(uint64_t now, const char *end, uint32_t events, uint8_t kind, uint32_t outputs, const cl_step *step, uint64_t digest) {
    int i;
    printf("%" PRIu64 " %s %s: %s", now, end, word(events, kind), word(CL_LIST_VERDICT, step->verdict));
    if (step->rejection != CL_NONE) printf(" %s", word(CL_LIST_REJECTION, step->rejection));
    printf(", %s", word(CL_LIST_CALL_STATE, step->state));
    if (step->cause != CL_NONE) printf(" %s", word(CL_LIST_CAUSE, step->cause));
    printf(", next ");
    print_time(step->next_deadline);
    if (step->deadline_kind != CL_NONE) printf(" %s", word(CL_LIST_DEADLINE_KIND, step->deadline_kind));
    printf(", expires ");
    print_time(step->expires_at);
    printf(", failures %d, digest %016" PRIx64 "\n", step->failures, digest);
    for (i = 0; i < step->count; i++) {
        const cl_output *o = &step->outputs[i];
        printf("  %" PRIu64 " %s", o->at, word(outputs, o->kind));
        print_word("request", CL_LIST_APP_REQUEST, o->request);
        print_word("operation", CL_LIST_OPERATION_KIND, o->operation);
        if (o->request != CL_NONE) printf(" number %d", o->number);
        if (o->slot != CL_NONE) printf(" slot %d", o->slot);
        print_word("from", CL_LIST_CALL_STATE, o->from);
        print_word("to", CL_LIST_CALL_STATE, o->to);
        print_word("cause", CL_LIST_CAUSE, o->cause);
        print_word("tone", CL_LIST_TONE, o->tone);
        print_word("operation_status", CL_LIST_OPERATION_STATUS, o->operation_status);
        print_word("reason", CL_LIST_COMPLETION_REASON, o->reason);
        print_word("phase", CL_LIST_RECORD_PHASE, o->phase);
        if (o->status) printf(" status %d", o->status);
        if (o->slots) printf(" slots %" PRIu32, o->slots);
        if (o->sequence) printf(" sequence %" PRIu32, o->sequence);
        if (o->flag) printf(" flag");
        printf("\n");
    }
}

static void of_service(const cl_service_event *event, const cl_output *sent, uint64_t sent_at);

/* The application's end: handles an event, and sends what it wishes sent. */
static void of_app(const cl_app_event *event) {
    cl_step step;
    uint8_t bytes[CL_SNAPSHOT_MAX];
    size_t length;
    uint64_t digest;
    int i;
    must(cl_app_handle(&app, event, &step));
    must(cl_app_snapshot(&app, bytes, sizeof bytes, &length));
    memset(&app, 0, sizeof app);
    must(cl_app_restore(&app, bytes, length, &settings));
    must(cl_app_digest(&app, &digest));
    print_step(event->now, "app", CL_LIST_APP_EVENT, event->kind, CL_LIST_APP_OUTPUT, &step, digest);
    for (i = 0; i < step.count; i++) {
        const cl_output *o = &step.outputs[i];
        cl_app_event sent, failed;
        cl_service_event arrives;
        if (o->kind != CL_APP_OUTPUT_SEND) continue;
        must(cl_app_event_init(&sent, event->now, CL_APP_EVENT_SENT));
        sent.request = o->request;
        sent.operation = o->operation;
        sent.number = o->number;
        of_app(&sent);
        if (!is_up(event->now)) {
            must(cl_app_event_init(&failed, event->now + 20000, CL_APP_EVENT_FAILED));
            failed.request = o->request;
            failed.operation = o->operation;
            failed.number = o->number;
            of_app(&failed);
            continue;
        }
        must(cl_service_event_init(&arrives, event->now + 60, CL_SERVICE_EVENT_REQUEST));
        if (o->request == CL_APP_REQUEST_OPERATION) {
            arrives.request = CL_SERVICE_REQUEST_RECORD;
            memcpy(arrives.id, RECORDING, 16);
            memcpy(arrives.context, greeting, 16);
            arrives.profile = CL_PROFILE_RECORD_RESPONSE;
            arrives.play_beep = 0;
            arrives.max_silence_timeout = 3;
            arrives.has = CL_HAS_CONTEXT | CL_HAS_MAX_SILENCE;
            memcpy(arrives.stop_tones, "#\0\0\0\0\0\0\0" "11", 10);
        } else {
            arrives.request = o->request == CL_APP_REQUEST_GET_CALL ? CL_SERVICE_REQUEST_GET_CALL : CL_SERVICE_REQUEST_KEEP_ALIVE;
        }
        of_service(&arrives, o, event->now);
    }
}

/* The service's end: handles an event, answers the request that it is, and notifies. */
static void of_service(const cl_service_event *event, const cl_output *sent, uint64_t sent_at) {
    cl_service before = service, after;
    cl_step step;
    uint8_t bytes[CL_SNAPSHOT_MAX];
    size_t length;
    uint64_t digest;
    int i;
    must(cl_service_handle(&service, event, &step));
    must(cl_service_snapshot(&service, bytes, sizeof bytes, &length));
    memset(&service, 0, sizeof service);
    must(cl_service_restore(&service, bytes, length, NULL));
    must(cl_service_digest(&service, &digest));
    print_step(event->now, "service", CL_LIST_SERVICE_EVENT, event->kind, CL_LIST_SERVICE_OUTPUT, &step, digest);
    after = service;
    for (i = 0; i < step.count; i++) {
        cl_app_event told;
        if (step.outputs[i].kind == CL_SERVICE_OUTPUT_ANSWER && sent) {
            must(cl_app_event_init(&told, event->now + 60, CL_APP_EVENT_REPLY));
            told.request = sent->request;
            told.operation = sent->operation;
            told.number = sent->number;
            told.sent = sent_at;
            must(cl_service_reply(&after, &step.outputs[i], &told));
            of_app(&told);
        } else if (is_up(event->now)) {
            int32_t code = cl_service_notification(&before, &after, &step.outputs[i], event->now + 90, &told);
            if (code == CL_NOTHING) continue;
            must(code);
            of_app(&told);
        }
    }
}

static void peer(uint64_t now, uint8_t what) {
    cl_service_event event;
    must(cl_service_event_init(&event, now, CL_SERVICE_EVENT_PEER));
    event.peer = what;
    of_service(&event, NULL, 0);
}

static void media(uint64_t now, uint8_t what) {
    cl_service_event event;
    must(cl_service_event_init(&event, now, CL_SERVICE_EVENT_MEDIA));
    event.media = what;
    of_service(&event, NULL, 0);
}

int main(void) {
    cl_app_event ask;
    if (cl_abi() != CL_ABI || cl_layout() != CL_LAYOUT) {
        fprintf(stderr, "the header is that of another version of the library\n");
        return 1;
    }
    must(cl_app_settings_default(&settings));
    settings.jitter = 0;
    must(cl_app_outgoing(&app, CALL, 0, &settings));
    must(cl_service_outgoing(&service, CALL, 0, NULL));
    must(cl_context((const uint8_t *)"greeting", 8, greeting));

    peer(900, CL_PEER_EVENT_RINGS);
    peer(4200, CL_PEER_EVENT_CONNECTS);
    must(cl_app_event_init(&ask, 60000, CL_APP_EVENT_ASK));
    ask.request = CL_APP_REQUEST_OPERATION;
    ask.operation = CL_OPERATION_KIND_RECORD;
    memcpy(ask.context, greeting, 16);
    ask.takes_at_most = 30000;
    ask.has = CL_HAS_CONTEXT | CL_HAS_TAKES_AT_MOST;
    of_app(&ask);
    media(61000, CL_MEDIA_EVENT_SPEECH_STARTED);
    media(62500, CL_MEDIA_EVENT_SPEECH_STOPPED);

    /* Each end is woken at its deadline, the earlier first, and the application's at the same time. */
    for (;;) {
        cl_step of_the_app, of_the_service;
        must(cl_app_view(&app, &of_the_app));
        must(cl_service_view(&service, &of_the_service));
        if (of_the_app.next_deadline == CL_NEVER && of_the_service.next_deadline == CL_NEVER) return 0;
        if (of_the_app.next_deadline <= of_the_service.next_deadline) {
            cl_app_event wake;
            must(cl_app_event_init(&wake, of_the_app.next_deadline, CL_APP_EVENT_WAKE));
            of_app(&wake);
        } else {
            cl_service_event wake;
            must(cl_service_event_init(&wake, of_the_service.next_deadline, CL_SERVICE_EVENT_WAKE));
            of_service(&wake, NULL, 0);
        }
    }
}
