%% Both ends of a Microsoft Graph call, over the C ABI by a NIF. Times are milliseconds of a clock that never goes back. A call is a value: handling an event
%% returns the step and the call afterwards. Events and outputs are maps, words are atoms; what is absent is not in the map. What is wrong is raised as
%% error({call_lifecycle, Code, Sentence}). The environment's variable CALL_LIFECYCLE_NIF names the NIF's file without its extension.
-module(call_lifecycle).
-export([outgoing/3, outgoing/4, incoming/3, incoming/4, adopted/4, adopted/5, restore/2, restore/3]).
-export([handle/2, wake/2, sent/3, failed/3, reply/5, view/1, next_deadline/1, id/1, digest/1, snapshot/1]).
-export([request/2, request/3, notices/2, notification/4, reply_of/5, kind/1]).
-export_type([call/0, event/0, step/0]).
-on_load(load/0).
-include("call_lifecycle.hrl").
-nifs([app_event/2, app_new/4, app_adopted/4, app_restore/2, app_handle/2, app_view/1, app_id/1, app_digest/1, app_snapshot/1, app_settings/0, app_check/1]).
-nifs([service_event/2, service_new/4, service_adopted/4, service_restore/2, service_handle/2, service_view/1, service_id/1, service_digest/1, service_snapshot/1, service_settings/0, service_check/1]).
-nifs([notification_/4, reply_/3, context/1, notices_/2, request_/4]).

-opaque call() :: {app | service, binary()}.
-type event() :: #{kind := atom(), now := non_neg_integer(), atom() => term()} | {app_event, binary()}.
-type step() :: #{verdict := atom(), state := atom(), next_deadline := non_neg_integer() | infinity, outputs := [map()], atom() => term()}.

%% A call that the application creates: at the application's end from the time at which the create request was sent. Settings is a map of milliseconds.
outgoing(End, Id, Time) -> outgoing(End, Id, Time, #{}).
outgoing(End, Id, Time, Settings) -> new(End, 0, Id, Time, Settings).

%% A call that comes in just now.
incoming(End, Id, Time) -> incoming(End, Id, Time, #{}).
incoming(End, Id, Time, Settings) -> new(End, 1, Id, Time, Settings).

new(End, Incoming, Id, Time, Settings) ->
    Given = settings(End, Settings),
    {End, set(End, Given, case End of
        app -> app_new(Incoming, id_bytes(Id), Time, Given);
        service -> service_new(Incoming, id_bytes(Id), Time, Given)
    end)}.

%% A call that lives already, as after a restart without a snapshot.
adopted(End, Id, Now, State) -> adopted(End, Id, Now, State, #{}).
adopted(End, Id, Now, State, Settings) ->
    {Given, Number} = {settings(End, Settings), number(state, State, ?CL_CALL_STATE_WORDS)},
    {End, set(End, Given, case End of
        app -> app_adopted(id_bytes(Id), Now, Number, Given);
        service -> service_adopted(id_bytes(Id), Now, Number, Given)
    end)}.

%% The call that goes on where a snapshot was taken, under the settings that it had.
restore(End, Snapshot) -> restore(End, Snapshot, #{}).
restore(End, Snapshot, Settings) ->
    Given = settings(End, Settings),
    {End, set(End, Given, case End of app -> app_restore(Snapshot, Given); service -> service_restore(Snapshot, Given) end)}.

%% Handles an event. Act on the outputs, and wake the call at the next deadline.
-spec handle(call(), event()) -> {step(), call()}.
handle({End, Call}, Event) ->
    Bytes = case Event of {app_event, Made} when End =:= app -> Made; #{} -> event(End, Event) end,
    case End of
        app -> {ok, After, Step} = must(app_handle(Call, Bytes));
        service -> {ok, After, Step} = must(service_handle(Call, Bytes))
    end,
    {step(End, Step), {End, After}}.

wake(Call, Now) -> handle(Call, #{kind => wake, now => Now}).
%% A request has left, could not be sent, or was answered. Output is the output send.
sent(Call, Output, Now) -> handle(Call, (token(Output))#{kind => sent, now => Now}).
failed(Call, Output, Now) -> handle(Call, (token(Output))#{kind => failed, now => Now}).
reply(Call, Output, Sent, Status, Now) -> handle(Call, (token(Output))#{kind => reply, now => Now, sent => Sent, status => Status}).
token(Output) -> maps:with([request, operation, number], Output).

%% How the call stands, as a step without outputs.
view({app, Call}) -> step(app, one(app_view(Call)));
view({service, Call}) -> step(service, one(service_view(Call))).

%% When to wake the call, or infinity: nothing is due any more.
next_deadline(Call) -> maps:get(next_deadline, view(Call)).

id({app, Call}) -> id_text(one(app_id(Call)));
id({service, Call}) -> id_text(one(service_id(Call))).

%% 64 bits that stand for the whole state: the same on every target.
digest({End, Call}) ->
    <<Digest:64/native>> = one(case End of app -> app_digest(Call); service -> service_digest(Call) end),
    Digest.

%% The whole state, as bytes that outlive the process.
snapshot({app, Call}) -> one(app_snapshot(Call));
snapshot({service, Call}) -> one(service_snapshot(Call)).

%% The method and the path of a request to send. Body is the JSON that will be sent.
request(Call, Output) -> request(Call, Output, <<>>).
request({app, Call}, #{request := Request} = Output, Body) ->
    Operation = case Output of #{operation := Kind} -> number(operation, Kind, ?CL_OPERATION_KIND_WORDS); #{} -> ?CL_NONE end,
    <<Verb, Path/binary>> = one(request_(one(app_id(Call)), number(request, Request, ?CL_APP_REQUEST_WORDS), Operation, Body)),
    {element(Verb + 1, ?CL_VERB_WORDS), Path}.

%% Reads a posted notification: an entry each is a notice, and a body that is no JSON is one, the last. Hand each event to the call that it names.
notices(Json, Now) ->
    {ok, Notices, Texts} = must(notices_(Json, Now)),
    [notice(Notice, Texts) || <<Notice:?CL_NOTICE_SIZE/binary>> <= Notices].

notice(Bytes, Texts) ->
    What = element(u8(Bytes, ?CL_NOTICE_AT_WHAT) + 1, ?CL_NOTICE_WORDS),
    Text = fun(At) -> binary:part(Texts, u32(Bytes, At), u32(Bytes, At + 4)) end,
    present([
        {what, What},
        {call, case binary:part(Bytes, ?CL_NOTICE_AT_CALL, 16) of <<0:128>> -> absent; Call -> id_text(Call) end},
        {event, case What of event -> {app_event, binary:part(Bytes, ?CL_NOTICE_AT_EVENT, ?CL_APP_EVENT_SIZE)}; _ -> absent end},
        {operation, word(Bytes, ?CL_NOTICE_AT_OPERATION, ?CL_OPERATION_KIND_WORDS)}
        | [{Name, Written} || {Name, At} <- [{location, ?CL_NOTICE_AT_LOCATION_AT}, {token, ?CL_NOTICE_AT_TOKEN_AT}, {code, ?CL_NOTICE_AT_CODE_AT},
                                             {message, ?CL_NOTICE_AT_MESSAGE_AT}], (Written = Text(At)) =/= <<>>]
    ]).

%% What the service posts for an output of the step that led from a call to another, as an event of the application; or nothing.
notification({service, Before}, {service, After}, #{octets := Output}, Now) ->
    case notification_(Before, After, Output, Now) of
        {error, ?CL_NOTHING} -> nothing;
        Made -> {app_event, one(Made)}
    end.

%% The reply to a request of the application, for an output answer.
reply_of({service, Call}, #{octets := Output}, Sent, SentAt, Now) ->
    {app_event, one(reply_(Call, Output, event(app, (token(Sent))#{kind => reply, now => Now, sent => SentAt})))}.

%% What kind of event it is, of one that the library made.
kind({app_event, Event}) -> word(Event, ?CL_APP_EVENT_AT_KIND, ?CL_APP_EVENT_WORDS).

%% A step as a map.
step(End, Bytes) ->
    Flags = u8(Bytes, ?CL_STEP_AT_FLAGS),
    Outputs = binary:part(Bytes, ?CL_STEP_AT_OUTPUTS, byte_size(Bytes) - ?CL_STEP_AT_OUTPUTS),
    present([
        {verdict, word(Bytes, ?CL_STEP_AT_VERDICT, ?CL_VERDICT_WORDS)},
        {rejection, word(Bytes, ?CL_STEP_AT_REJECTION, ?CL_REJECTION_WORDS)},
        {state, word(Bytes, ?CL_STEP_AT_STATE, ?CL_CALL_STATE_WORDS)},
        {cause, word(Bytes, ?CL_STEP_AT_CAUSE, ?CL_CAUSE_WORDS)},
        {next_deadline, time(Bytes, ?CL_STEP_AT_NEXT_DEADLINE)},
        {deadline_kind, word(Bytes, ?CL_STEP_AT_DEADLINE_KIND, ?CL_DEADLINE_KIND_WORDS)},
        {expires_at, time(Bytes, ?CL_STEP_AT_EXPIRES_AT)},
        {clock_regressed, Flags band ?CL_CLOCK_REGRESSED =/= 0},
        {deadline_changed, Flags band ?CL_DEADLINE_CHANGED =/= 0},
        {presumed_lost, Flags band ?CL_PRESUMED_LOST =/= 0},
        {in_flight, Flags band ?CL_IN_FLIGHT =/= 0},
        {audio_active, Flags band ?CL_AUDIO_ACTIVE =/= 0},
        {hang_up_confirmed, Flags band ?CL_HANG_UP_CONFIRMED =/= 0},
        {failures, u8(Bytes, ?CL_STEP_AT_FAILURES)},
        {outputs, [output(End, Output) || <<Output:?CL_OUTPUT_SIZE/binary>> <= Outputs]}
    ]).

output(End, Bytes) ->
    Request = word(Bytes, ?CL_OUTPUT_AT_REQUEST, ?CL_APP_REQUEST_WORDS),
    present([
        {kind, word(Bytes, ?CL_OUTPUT_AT_KIND, case End of app -> ?CL_APP_OUTPUT_WORDS; service -> ?CL_SERVICE_OUTPUT_WORDS end)},
        {at, u64(Bytes, ?CL_OUTPUT_AT_AT)},
        {request, Request},
        {operation, word(Bytes, ?CL_OUTPUT_AT_OPERATION, ?CL_OPERATION_KIND_WORDS)},
        {number, case Request of absent -> absent; _ -> u16(Bytes, ?CL_OUTPUT_AT_NUMBER) end},
        {slot, case u8(Bytes, ?CL_OUTPUT_AT_SLOT) of ?CL_NONE -> absent; Slot -> Slot end},
        {slots, not_zero(u32(Bytes, ?CL_OUTPUT_AT_SLOTS))},
        {from, word(Bytes, ?CL_OUTPUT_AT_FROM, ?CL_CALL_STATE_WORDS)},
        {to, word(Bytes, ?CL_OUTPUT_AT_TO, ?CL_CALL_STATE_WORDS)},
        {cause, word(Bytes, ?CL_OUTPUT_AT_CAUSE, ?CL_CAUSE_WORDS)},
        {tone, word(Bytes, ?CL_OUTPUT_AT_TONE, ?CL_TONE_WORDS)},
        {operation_status, word(Bytes, ?CL_OUTPUT_AT_OPERATION_STATUS, ?CL_OPERATION_STATUS_WORDS)},
        {reason, word(Bytes, ?CL_OUTPUT_AT_REASON, ?CL_COMPLETION_REASON_WORDS)},
        {phase, word(Bytes, ?CL_OUTPUT_AT_PHASE, ?CL_RECORD_PHASE_WORDS)},
        {status, not_zero(u16(Bytes, ?CL_OUTPUT_AT_STATUS))},
        {sequence, not_zero(u32(Bytes, ?CL_OUTPUT_AT_SEQUENCE))},
        {flag, u8(Bytes, ?CL_OUTPUT_AT_FLAG) =/= 0},
        {octets, Bytes}
    ]).

%% An event as the library has it: its members, by their offsets, over one in which every member is absent.
event(End, #{kind := Kind, now := Now} = Event) ->
    {Made, HasAt} = case End of
        app -> {app_event(Now, number(kind, Kind, ?CL_APP_EVENT_WORDS)), ?CL_APP_EVENT_AT_HAS};
        service -> {service_event(Now, number(kind, Kind, ?CL_SERVICE_EVENT_WORDS)), ?CL_SERVICE_EVENT_AT_HAS}
    end,
    {Members, Has} = maps:fold(
        fun(Name, _, Taken) when Name =:= kind; Name =:= now -> Taken;
           (Name, Value, {Taken, Bits}) ->
            {At, Type, Bit} = member(End, Name),
            {[{At, written(Name, Type, Value)} | Taken], Bits bor Bit}
        end, {[], 0}, Event),
    put_in(one(Made), [{HasAt, <<Has:32/native>>} | Members]).

put_in(Bytes, Members) -> iolist_to_binary(put_in(Bytes, 0, lists:sort(Members))).
put_in(Bytes, From, []) -> [binary:part(Bytes, From, byte_size(Bytes) - From)];
put_in(Bytes, From, [{At, Value} | Rest]) -> [binary:part(Bytes, From, At - From), Value | put_in(Bytes, At + byte_size(Value), Rest)].

written(_, {unsigned, Bits}, Value) when is_integer(Value), Value >= 0, Value < 1 bsl Bits -> <<Value:Bits/native>>;
written(_, {signed, Bits}, Value) when is_integer(Value), Value >= -(1 bsl (Bits - 1)), Value < 1 bsl (Bits - 1) -> <<Value:Bits/native-signed>>;
written(_, flag, true) -> <<1>>;
written(_, flag, false) -> <<0>>;
written(_, id, Value) -> id_bytes(Value);
written(_, context, Value) when is_binary(Value) -> one(context(Value));
written(_, stop_tones, Sequences) when length(Sequences) =< 8 ->
    Padded = << <<Symbols/binary, 0:(8 * (8 - byte_size(Symbols)))>> || Symbols <- Sequences >>,
    <<Padded/binary, 0:(8 * (64 - byte_size(Padded)))>>;
written(Name, {words, Words}, Value) -> <<(number(Name, Value, Words))>>;
written(Name, _, Value) -> error({badarg, {Name, Value}}).

member(app, sent) -> {?CL_APP_EVENT_AT_SENT, {unsigned, 64}, 0};
member(app, id) -> {?CL_APP_EVENT_AT_ID, id, ?CL_HAS_ID};
member(app, context) -> {?CL_APP_EVENT_AT_CONTEXT, context, ?CL_HAS_CONTEXT};
member(app, sequence_id) -> {?CL_APP_EVENT_AT_SEQUENCE_ID, {signed, 64}, 0};
member(app, code) -> {?CL_APP_EVENT_AT_CODE, {signed, 32}, ?CL_HAS_CODE};
member(app, subcode) -> {?CL_APP_EVENT_AT_SUBCODE, {signed, 32}, ?CL_HAS_SUBCODE};
member(app, retry_after) -> {?CL_APP_EVENT_AT_RETRY_AFTER, {unsigned, 32}, ?CL_HAS_RETRY_AFTER};
member(app, takes_at_most) -> {?CL_APP_EVENT_AT_TAKES_AT_MOST, {unsigned, 32}, ?CL_HAS_TAKES_AT_MOST};
member(app, number) -> {?CL_APP_EVENT_AT_NUMBER, {unsigned, 16}, 0};
member(app, status) -> {?CL_APP_EVENT_AT_STATUS, {unsigned, 16}, 0};
member(app, request) -> {?CL_APP_EVENT_AT_REQUEST, {words, ?CL_APP_REQUEST_WORDS}, 0};
member(app, operation) -> {?CL_APP_EVENT_AT_OPERATION, {words, ?CL_OPERATION_KIND_WORDS}, 0};
member(app, body) -> {?CL_APP_EVENT_AT_BODY, {words, ?CL_APP_BODY_WORDS}, 0};
member(app, change) -> {?CL_APP_EVENT_AT_CHANGE, {words, ?CL_CHANGE_TYPE_WORDS}, 0};
member(app, state) -> {?CL_APP_EVENT_AT_STATE, {words, ?CL_CALL_STATE_WORDS}, 0};
member(app, audio_active) -> {?CL_APP_EVENT_AT_AUDIO_ACTIVE, flag, 0};
member(app, tone) -> {?CL_APP_EVENT_AT_TONE, {words, ?CL_TONE_WORDS}, 0};
member(app, app_transferred) -> {?CL_APP_EVENT_AT_APP_TRANSFERRED, flag, 0};
member(app, deleted) -> {?CL_APP_EVENT_AT_DELETED, flag, 0};
member(app, endless) -> {?CL_APP_EVENT_AT_ENDLESS, flag, 0};
member(app, operation_status) -> {?CL_APP_EVENT_AT_OPERATION_STATUS, {words, ?CL_OPERATION_STATUS_WORDS}, 0};
member(app, reason) -> {?CL_APP_EVENT_AT_REASON, {words, ?CL_COMPLETION_REASON_WORDS}, 0};
member(service, id) -> {?CL_SERVICE_EVENT_AT_ID, id, 0};
member(service, context) -> {?CL_SERVICE_EVENT_AT_CONTEXT, context, ?CL_HAS_CONTEXT};
member(service, stop_tones) -> {?CL_SERVICE_EVENT_AT_STOP_TONES, stop_tones, 0};
member(service, prompts) -> {?CL_SERVICE_EVENT_AT_PROMPTS, {unsigned, 32}, 0};
member(service, targets) -> {?CL_SERVICE_EVENT_AT_TARGETS, {unsigned, 32}, 0};
member(service, timeout) -> {?CL_SERVICE_EVENT_AT_TIMEOUT, {signed, 32}, ?CL_HAS_TIMEOUT};
member(service, initial_silence_timeout) -> {?CL_SERVICE_EVENT_AT_INITIAL_SILENCE_TIMEOUT, {signed, 32}, ?CL_HAS_INITIAL_SILENCE};
member(service, max_silence_timeout) -> {?CL_SERVICE_EVENT_AT_MAX_SILENCE_TIMEOUT, {signed, 32}, ?CL_HAS_MAX_SILENCE};
member(service, max_record_duration) -> {?CL_SERVICE_EVENT_AT_MAX_RECORD_DURATION, {signed, 32}, ?CL_HAS_MAX_DURATION};
member(service, request) -> {?CL_SERVICE_EVENT_AT_REQUEST, {words, ?CL_SERVICE_REQUEST_WORDS}, 0};
member(service, operation) -> {?CL_SERVICE_EVENT_AT_OPERATION, {words, ?CL_OPERATION_KIND_WORDS}, 0};
member(service, peer) -> {?CL_SERVICE_EVENT_AT_PEER, {words, ?CL_PEER_EVENT_WORDS}, 0};
member(service, media) -> {?CL_SERVICE_EVENT_AT_MEDIA, {words, ?CL_MEDIA_EVENT_WORDS}, 0};
member(service, tone) -> {?CL_SERVICE_EVENT_AT_TONE, {words, ?CL_TONE_WORDS}, 0};
member(service, slot) -> {?CL_SERVICE_EVENT_AT_SLOT, {unsigned, 8}, 0};
member(service, success) -> {?CL_SERVICE_EVENT_AT_SUCCESS, flag, 0};
member(service, profile) -> {?CL_SERVICE_EVENT_AT_PROFILE, {words, ?CL_PROFILE_WORDS}, 0};
member(service, barge_in_allowed) -> {?CL_SERVICE_EVENT_AT_BARGE_IN_ALLOWED, flag, 0};
member(service, play_beep) -> {?CL_SERVICE_EVENT_AT_PLAY_BEEP, flag, 0};
member(service, stream_while_recording) -> {?CL_SERVICE_EVENT_AT_STREAM_WHILE_RECORDING, flag, 0};
member(End, Name) -> error({badarg, {End, Name}}).

%% Settings as the library has them: the defaults, and what is to be different.
settings(_, Settings) when map_size(Settings) =:= 0 -> <<>>;
settings(End, Settings) ->
    Default = one(case End of app -> app_settings(); service -> service_settings() end),
    put_in(Default, [{setting(End, Name), written(Name, {unsigned, 32}, Value)} || {Name, Value} <- maps:to_list(Settings)]).

setting(app, expiry) -> ?CL_APP_SETTINGS_AT_EXPIRY;
setting(app, interval) -> ?CL_APP_SETTINGS_AT_INTERVAL;
setting(app, jitter) -> ?CL_APP_SETTINGS_AT_JITTER;
setting(app, start_margin) -> ?CL_APP_SETTINGS_AT_START_MARGIN;
setting(app, reply_timeout) -> ?CL_APP_SETTINGS_AT_REPLY_TIMEOUT;
setting(app, retry_initial) -> ?CL_APP_SETTINGS_AT_RETRY_INITIAL;
setting(app, retry_max) -> ?CL_APP_SETTINGS_AT_RETRY_MAX;
setting(app, abandon) -> ?CL_APP_SETTINGS_AT_ABANDON;
setting(app, answer_deadline) -> ?CL_APP_SETTINGS_AT_ANSWER_DEADLINE;
setting(app, hang_up_timeout) -> ?CL_APP_SETTINGS_AT_HANG_UP_TIMEOUT;
setting(app, hang_up_give_up) -> ?CL_APP_SETTINGS_AT_HANG_UP_GIVE_UP;
setting(app, operation_grace) -> ?CL_APP_SETTINGS_AT_OPERATION_GRACE;
setting(service, expiry) -> ?CL_SERVICE_SETTINGS_AT_EXPIRY;
setting(service, answer_deadline) -> ?CL_SERVICE_SETTINGS_AT_ANSWER_DEADLINE;
setting(service, teardown) -> ?CL_SERVICE_SETTINGS_AT_TEARDOWN;
setting(End, Name) -> error({badarg, {End, Name}}).

%% What was made under settings; or what is wrong, and which setting it is.
set(End, Settings, {error, ?CL_BAD_SETTING}) ->
    Wrong = case End of app -> app_check(Settings); service -> service_check(Settings) end,
    [Field, Value, Min, Max] = [u32(Wrong, At) || At <- [?CL_SETTING_ERROR_AT_FIELD, ?CL_SETTING_ERROR_AT_VALUE, ?CL_SETTING_ERROR_AT_MIN, ?CL_SETTING_ERROR_AT_MAX]],
    Said = io_lib:format("~s is ~b ms: ~b to ~b are allowed", [element(Field + 1, ?CL_POLICY_FIELD_WORDS), Value, Min, Max]),
    error({call_lifecycle, ?CL_BAD_SETTING, iolist_to_binary(Said)});
set(_, _, Made) -> one(Made).

must({error, Code}) -> error({call_lifecycle, Code, element(Code + 1, ?CL_CODE_WORDS)});
must(Done) -> Done.
one(Made) ->
    {ok, Value} = must(Made),
    Value.

u8(Bytes, At) -> binary:at(Bytes, At).
u16(Bytes, At) -> <<_:At/binary, Value:16/native, _/binary>> = Bytes, Value.
u32(Bytes, At) -> <<_:At/binary, Value:32/native, _/binary>> = Bytes, Value.
u64(Bytes, At) -> <<_:At/binary, Value:64/native, _/binary>> = Bytes, Value.
time(Bytes, At) -> case u64(Bytes, At) of ?CL_NEVER -> infinity; Time -> Time end.
word(Bytes, At, Words) -> case u8(Bytes, At) of ?CL_NONE -> absent; Number -> element(Number + 1, Words) end.
not_zero(0) -> absent;
not_zero(Number) -> Number.
present(Members) -> maps:from_list([Member || {_, Value} = Member <- Members, Value =/= absent]).

number(Name, Word, Words) -> number(Name, Word, Words, 1).
number(Name, Word, Words, At) when At > tuple_size(Words) -> error({badarg, {Name, Word, {allowed, tuple_to_list(Words)}}});
number(_, Word, Words, At) when element(At, Words) =:= Word -> At - 1;
number(Name, Word, Words, At) -> number(Name, Word, Words, At + 1).

%% An id as Graph writes it, and its 16 bytes in the order of the digits.
id_bytes(Text) when is_binary(Text) ->
    try binary:decode_hex(binary:replace(Text, <<"-">>, <<>>, [global])) of
        <<_:16/binary>> = Id -> Id;
        _ -> error({badarg, {id, Text}})
    catch error:badarg -> error({badarg, {id, Text}})
    end.
id_text(Id) ->
    <<A:8/binary, B:4/binary, C:4/binary, D:4/binary, E:12/binary>> = string:lowercase(binary:encode_hex(Id)),
    <<A/binary, $-, B/binary, $-, C/binary, $-, D/binary, $-, E/binary>>.

load() ->
    case erlang:load_nif(os:getenv("CALL_LIFECYCLE_NIF", "call_lifecycle_nif"), ?CL_LAYOUT) of
        ok -> ok;
        %% The caller sees no more than undef.
        {error, {load, _}} = Error -> io:format(standard_error, "call_lifecycle: the library is of another version: take both from one commit~n", []), Error;
        {error, {_, Why}} = Error -> io:format(standard_error, "call_lifecycle: ~s~n", [Why]), Error
    end.

%% In the NIF.
app_event(_, _) -> erlang:nif_error(not_loaded).
app_new(_, _, _, _) -> erlang:nif_error(not_loaded).
app_adopted(_, _, _, _) -> erlang:nif_error(not_loaded).
app_restore(_, _) -> erlang:nif_error(not_loaded).
app_handle(_, _) -> erlang:nif_error(not_loaded).
app_view(_) -> erlang:nif_error(not_loaded).
app_id(_) -> erlang:nif_error(not_loaded).
app_digest(_) -> erlang:nif_error(not_loaded).
app_snapshot(_) -> erlang:nif_error(not_loaded).
app_settings() -> erlang:nif_error(not_loaded).
app_check(_) -> erlang:nif_error(not_loaded).
service_event(_, _) -> erlang:nif_error(not_loaded).
service_new(_, _, _, _) -> erlang:nif_error(not_loaded).
service_adopted(_, _, _, _) -> erlang:nif_error(not_loaded).
service_restore(_, _) -> erlang:nif_error(not_loaded).
service_handle(_, _) -> erlang:nif_error(not_loaded).
service_view(_) -> erlang:nif_error(not_loaded).
service_id(_) -> erlang:nif_error(not_loaded).
service_digest(_) -> erlang:nif_error(not_loaded).
service_snapshot(_) -> erlang:nif_error(not_loaded).
service_settings() -> erlang:nif_error(not_loaded).
service_check(_) -> erlang:nif_error(not_loaded).
notification_(_, _, _, _) -> erlang:nif_error(not_loaded).
reply_(_, _, _) -> erlang:nif_error(not_loaded).
context(_) -> erlang:nif_error(not_loaded).
notices_(_, _) -> erlang:nif_error(not_loaded).
request_(_, _, _, _) -> erlang:nif_error(not_loaded).
