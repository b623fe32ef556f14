/* The C ABI for Erlang: binaries in, binaries out. A call is a binary, so that handling an event makes a new one, and the old one is still there. What is in
 * the binaries is the business of call_lifecycle.erl. A binary of the wrong size is a badarg; what the library refuses is {error, Code}. */
#include <erl_nif.h>
#include <string.h>

#include "call_lifecycle.h"

typedef ERL_NIF_TERM term;

/* Copies a binary of just this size, so that it is aligned. */
static int taken(ErlNifEnv *env, term from, void *into, size_t size) {
    ErlNifBinary binary;
    if (!enif_inspect_binary(env, from, &binary) || binary.size != size) return 0;
    memcpy(into, binary.data, size);
    return 1;
}

/* Settings: an empty binary stands for the defaults. */
static int settings_taken(ErlNifEnv *env, term from, void *into, size_t size, int *given) {
    ErlNifBinary binary;
    *given = enif_inspect_binary(env, from, &binary) && binary.size > 0;
    return !*given || taken(env, from, into, size);
}

static int number_taken(ErlNifEnv *env, term from, uint64_t *into) {
    ErlNifUInt64 number;
    int is = enif_get_uint64(env, from, &number);
    if (is) *into = number;
    return is;
}

static term made(ErlNifEnv *env, const void *from, size_t size) {
    term binary;
    unsigned char *into = enif_make_new_binary(env, size, &binary);
    memcpy(into, from, size);
    return binary;
}

static term failed(ErlNifEnv *env, int32_t code) { return enif_make_tuple2(env, enif_make_atom(env, "error"), enif_make_int(env, code)); }
static term ok(ErlNifEnv *env, int32_t code, const void *value, size_t size) {
    return code ? failed(env, code) : enif_make_tuple2(env, enif_make_atom(env, "ok"), made(env, value, size));
}

#define NIF(name) static term name(ErlNifEnv *env, int count, const term arguments[])
#define MUST(condition) \
    (void)count; \
    if (!(condition)) return enif_make_badarg(env)

/* What both ends have. */
#define END(end) \
    NIF(end##_event) { /* Now, Kind */ \
        cl_##end##_event event; \
        uint64_t now; \
        unsigned kind; \
        MUST(number_taken(env, arguments[0], &now) && enif_get_uint(env, arguments[1], &kind) && kind < 256); \
        return ok(env, cl_##end##_event_init(&event, now, (uint8_t)kind), &event, sizeof event); \
    } \
    NIF(end##_new) { /* outgoing or incoming, Id, Time, Settings */ \
        cl_##end call; \
        cl_##end##_settings settings; \
        uint8_t id[16]; \
        uint64_t time; \
        unsigned incoming; \
        int given; \
        MUST(enif_get_uint(env, arguments[0], &incoming) && taken(env, arguments[1], id, 16) && number_taken(env, arguments[2], &time) && \
             settings_taken(env, arguments[3], &settings, sizeof settings, &given)); \
        return ok(env, (incoming ? cl_##end##_incoming : cl_##end##_outgoing)(&call, id, time, given ? &settings : NULL), &call, sizeof call); \
    } \
    NIF(end##_adopted) { /* Id, Now, State, Settings */ \
        cl_##end call; \
        cl_##end##_settings settings; \
        uint8_t id[16]; \
        uint64_t now; \
        unsigned state; \
        int given; \
        MUST(taken(env, arguments[0], id, 16) && number_taken(env, arguments[1], &now) && enif_get_uint(env, arguments[2], &state) && state < 256 && \
             settings_taken(env, arguments[3], &settings, sizeof settings, &given)); \
        return ok(env, cl_##end##_adopted(&call, id, now, (uint8_t)state, given ? &settings : NULL), &call, sizeof call); \
    } \
    NIF(end##_restore) { /* Snapshot, Settings */ \
        cl_##end call; \
        cl_##end##_settings settings; \
        ErlNifBinary snapshot; \
        int given; \
        MUST(enif_inspect_binary(env, arguments[0], &snapshot) && settings_taken(env, arguments[1], &settings, sizeof settings, &given)); \
        return ok(env, cl_##end##_restore(&call, snapshot.data, snapshot.size, given ? &settings : NULL), &call, sizeof call); \
    } \
    NIF(end##_handle) { /* Call, Event: the call, and the step */ \
        cl_##end call; \
        cl_##end##_event event; \
        cl_step step; \
        int32_t code; \
        MUST(taken(env, arguments[0], &call, sizeof call) && taken(env, arguments[1], &event, sizeof event)); \
        code = cl_##end##_handle(&call, &event, &step); \
        if (code) return failed(env, code); \
        return enif_make_tuple3(env, enif_make_atom(env, "ok"), made(env, &call, sizeof call), \
                                made(env, &step, offsetof(cl_step, outputs) + step.count * sizeof(cl_output))); \
    } \
    NIF(end##_view) { \
        cl_##end call; \
        cl_step step; \
        MUST(taken(env, arguments[0], &call, sizeof call)); \
        return ok(env, cl_##end##_view(&call, &step), &step, offsetof(cl_step, outputs)); \
    } \
    NIF(end##_id) { \
        cl_##end call; \
        uint8_t id[16]; \
        MUST(taken(env, arguments[0], &call, sizeof call)); \
        return ok(env, cl_##end##_id(&call, id), id, sizeof id); \
    } \
    NIF(end##_digest) { \
        cl_##end call; \
        uint64_t digest; \
        MUST(taken(env, arguments[0], &call, sizeof call)); \
        return ok(env, cl_##end##_digest(&call, &digest), &digest, sizeof digest); \
    } \
    NIF(end##_snapshot) { \
        cl_##end call; \
        uint8_t bytes[CL_SNAPSHOT_MAX]; \
        size_t length = 0; \
        int32_t code; \
        MUST(taken(env, arguments[0], &call, sizeof call)); \
        code = cl_##end##_snapshot(&call, bytes, sizeof bytes, &length); \
        return ok(env, code, bytes, length); \
    } \
    NIF(end##_settings) { /* the defaults */ \
        cl_##end##_settings settings; \
        MUST(1); \
        (void)arguments; \
        return ok(env, cl_##end##_settings_default(&settings), &settings, sizeof settings); \
    } \
    NIF(end##_check) { /* what is wrong with settings */ \
        cl_##end##_settings settings; \
        cl_setting_error error; \
        MUST(taken(env, arguments[0], &settings, sizeof settings)); \
        memset(&error, 0, sizeof error); \
        cl_##end##_settings_check(&settings, &error); \
        return made(env, &error, sizeof error); \
    }

END(app)
END(service)

NIF(notification) { /* Before, After, Output, Now */
    cl_service before, after;
    cl_output output;
    cl_app_event event;
    uint64_t now;
    MUST(taken(env, arguments[0], &before, sizeof before) && taken(env, arguments[1], &after, sizeof after) &&
         taken(env, arguments[2], &output, sizeof output) && number_taken(env, arguments[3], &now));
    return ok(env, cl_service_notification(&before, &after, &output, now, &event), &event, sizeof event);
}

NIF(reply) { /* Call, Output, Event */
    cl_service call;
    cl_output output;
    cl_app_event event;
    int32_t code;
    MUST(taken(env, arguments[0], &call, sizeof call) && taken(env, arguments[1], &output, sizeof output) && taken(env, arguments[2], &event, sizeof event));
    code = cl_service_reply(&call, &output, &event);
    return ok(env, code, &event, sizeof event);
}

NIF(context) {
    ErlNifBinary text;
    uint8_t written[16];
    MUST(enif_inspect_binary(env, arguments[0], &text));
    return ok(env, cl_context(text.data, text.size, written), written, sizeof written);
}

NIF(notices) { /* Json, Now: the notices, and their texts */
    ErlNifBinary json;
    uint64_t now;
    size_t notices = 4, length = 1024;
    MUST(enif_inspect_binary(env, arguments[0], &json) && number_taken(env, arguments[1], &now));
    for (;;) {
        cl_notice *memory = enif_alloc(notices * sizeof(cl_notice) + 1);
        term text, found;
        unsigned char *into = enif_make_new_binary(env, length + 1, &text);
        int32_t code = cl_notices(json.data, json.size, now, memory, notices, &notices, into, length, &length);
        found = code ? failed(env, code) : enif_make_tuple3(env, enif_make_atom(env, "ok"), made(env, memory, notices * sizeof(cl_notice)), text);
        enif_free(memory);
        if (code != CL_TOO_SHORT) return found;
    }
}

NIF(request) { /* Id, Request, Operation, Body: the verb's number in a byte, and the path */
    ErlNifBinary body;
    uint8_t id[16], written[513];
    unsigned what, operation;
    size_t length = 0;
    int32_t code;
    MUST(taken(env, arguments[0], id, 16) && enif_get_uint(env, arguments[1], &what) && what < 256 && enif_get_uint(env, arguments[2], &operation) &&
         operation < 256 && enif_inspect_binary(env, arguments[3], &body));
    code = cl_request(id, NULL, (uint8_t)what, (uint8_t)operation, CL_API_VERSION_V1_0, body.size ? body.data : NULL, body.size, written, written + 1, 512, &length);
    return ok(env, code, written, length + 1);
}

#define ENDS(end) \
    {#end "_event", 2, end##_event, 0}, {#end "_new", 4, end##_new, 0}, {#end "_adopted", 4, end##_adopted, 0}, {#end "_restore", 2, end##_restore, 0}, \
        {#end "_handle", 2, end##_handle, 0}, {#end "_view", 1, end##_view, 0}, {#end "_id", 1, end##_id, 0}, {#end "_digest", 1, end##_digest, 0}, \
        {#end "_snapshot", 1, end##_snapshot, 0}, {#end "_settings", 0, end##_settings, 0}, { #end "_check", 1, end##_check, 0 }

static ErlNifFunc functions[] = {
    ENDS(app),
    ENDS(service),
    {"notification_", 4, notification, 0},
    {"reply_", 3, reply, 0},
    {"context", 1, context, 0},
    {"notices_", 2, notices, ERL_NIF_DIRTY_JOB_CPU_BOUND},
    {"request_", 4, request, 0},
};

static int load(ErlNifEnv *env, void **data, term layout) {
    unsigned expected;
    (void)data;
    return !(cl_abi() == CL_ABI && cl_layout() == CL_LAYOUT && enif_get_uint(env, layout, &expected) && expected == CL_LAYOUT);
}

ERL_NIF_INIT(call_lifecycle, functions, load, NULL, NULL, NULL)
