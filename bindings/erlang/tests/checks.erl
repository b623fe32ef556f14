%% What the layer says to what is wrong; and what an event costs.
-module(checks).
-export([main/0, rounds/0]).
-include("../call_lifecycle.hrl").

-define(ID, <<"57dab8b1-894c-409a-b240-bd8beae78896">>).
-define(OTHER, <<"0fe0623f-d628-42ed-b4bd-8ac290072cc5">>).

main() ->
    snapshots(),
    wrong(),
    json(),
    io:format("snapshots, settings, events and JSON: what is wrong is said~n").

refused(Code, Said, What) ->
    try What() of
        Done -> error({nothing_was_refused, Code, Done})
    catch error:{call_lifecycle, Code, Sentence} -> {_, _} = binary:match(Sentence, Said)
    end.

bad(What) ->
    try What() of Done -> error({nothing_was_refused, Done}) catch error:badarg -> ok; error:{badarg, _} -> ok end.

snapshots() ->
    Settings = #{jitter => 0, interval => 600000},
    Call = call_lifecycle:outgoing(app, ?ID, 5, Settings),
    Snapshot = call_lifecycle:snapshot(Call),
    Same = call_lifecycle:restore(app, Snapshot, Settings),
    ?ID = call_lifecycle:id(Same),
    600005 = call_lifecycle:next_deadline(Same),
    true = call_lifecycle:digest(Call) =:= call_lifecycle:digest(Same),
    %% A call is a value: what happens to one is not seen in the other.
    {#{state := terminated, next_deadline := infinity}, Ended} = call_lifecycle:handle(Call, #{kind => call, now => 9, state => terminated}),
    true = call_lifecycle:digest(Call) =:= call_lifecycle:digest(Same),
    {#{verdict := rejected, rejection := ended}, _} = call_lifecycle:handle(Ended, #{kind => ask, now => 10, request => hangUp}),
    refused(?CL_SNAPSHOT_TOO_SHORT, <<"too early">>, fun() -> call_lifecycle:restore(app, binary:part(Snapshot, 0, byte_size(Snapshot) - 1), Settings) end),
    refused(?CL_SNAPSHOT_TRAILING, <<"after the snapshot">>, fun() -> call_lifecycle:restore(app, <<Snapshot/binary, 0>>, Settings) end),
    refused(?CL_SNAPSHOT_OTHER_END, <<"other end">>, fun() -> call_lifecycle:restore(service, Snapshot) end),
    #{state := established} = call_lifecycle:view(call_lifecycle:adopted(service, ?ID, 0, established, #{teardown => 1000})).

wrong() ->
    refused(?CL_NO_CALL, <<"no call of this end in that memory">>, fun() -> call_lifecycle:wake({app, <<0:(8 * ?CL_APP_SIZE)>>}, 5) end),
    bad(fun() -> call_lifecycle:wake({app, <<1, 2, 3>>}, 5) end),
    refused(?CL_BAD_SETTING, <<"interval is 0 ms: 1 to">>, fun() -> call_lifecycle:outgoing(app, ?ID, 0, #{interval => 0}) end),
    bad(fun() -> call_lifecycle:outgoing(app, ?ID, 0, #{intervall => 5}) end),
    bad(fun() -> call_lifecycle:outgoing(app, <<"57dab8b1">>, 0) end),
    bad(fun() -> call_lifecycle:outgoing(app, ?ID, -1) end),
    bad(fun() -> call_lifecycle:adopted(app, ?ID, 0, ended) end),
    Call = call_lifecycle:adopted(app, ?ID, 0, established),
    refused(?CL_BAD_REQUEST, <<"no request of this end">>, fun() -> call_lifecycle:handle(Call, #{kind => sent, now => 5}) end),
    bad(fun() -> call_lifecycle:handle(Call, #{kind => sleep, now => 5}) end),
    bad(fun() -> call_lifecycle:handle(Call, #{kind => call, now => 5, tone => tone10}) end),
    bad(fun() -> call_lifecycle:handle(Call, #{kind => reply, now => 5, status => 65536}) end),
    bad(fun() -> call_lifecycle:handle(Call, #{kind => call, now => 5, peer => rings}) end),
    Record = #{request => operation, operation => record},
    refused(?CL_BODY_MISSING, <<"needs a body">>, fun() -> call_lifecycle:request(Call, Record) end),
    {'POST', Path} = call_lifecycle:request(Call, Record, <<"{}">>),
    Path = <<"/v1.0/communications/calls/", ?ID/binary, "/recordResponse">>,
    Asked = #{kind => request, now => 5, request => record, id => ?OTHER, profile => record, stop_tones => [<<"x">>]},
    refused(?CL_BAD_STOP_TONES, <<"DTMF">>, fun() -> call_lifecycle:handle(call_lifecycle:outgoing(service, ?ID, 0), Asked) end).

entry(Call, State) ->
    io_lib:format("{\"changeType\": \"updated\", \"resource\": \"/communications/calls/~s\", \"resourceData\": {\"id\": \"~s\", \"state\": \"~s\"}}", [Call, Call, State]).

json() ->
    Whole = iolist_to_binary(["{\"value\": [", entry(?ID, established), ", ", entry(?OTHER, hold), ", {}]}"]),
    [#{what := event, call := ?ID, event := Event}, #{what := event, call := ?OTHER}, #{what := badEntry, message := _} = Bad] = call_lifecycle:notices(Whole, 5),
    false = is_map_key(call, Bad) orelse is_map_key(event, Bad),
    {#{state := established}, _} = call_lifecycle:handle(call_lifecycle:adopted(app, ?ID, 0, ringing), Event),
    [begin
        #{what := badJson, message := Message} = lists:last(call_lifecycle:notices(binary:part(Whole, 0, Cut), 5)),
        {_, _} = binary:match(Message, <<"line">>)
    end || Cut <- lists:seq(0, byte_size(Whole) - 1)],
    Many = iolist_to_binary(["{\"value\": [", lists:join($,, lists:duplicate(100, entry(?ID, hold))), "]}"]),
    100 = length(call_lifecycle:notices(Many, 5)).

%% Nanoseconds an event of a keepAlive round, the least of many rounds.
rounds() ->
    Call = call_lifecycle:outgoing(app, ?ID, 0),
    Due = call_lifecycle:next_deadline(Call),
    Least = lists:min([element(1, timer:tc(fun() -> round(Call, Due, 2000) end)) || _ <- lists:seq(1, 20)]),
    io:format("~.1f~n", [Least * 1000 / 6000]).

round(_, _, 0) -> ok;
round(Call, Due, Left) ->
    {#{outputs := [Output]}, Woken} = call_lifecycle:wake(Call, Due),
    {_, Sent} = call_lifecycle:sent(Woken, Output, Due),
    {#{next_deadline := Next}, Replied} = call_lifecycle:reply(Sent, Output, Due, 200, Due + 100),
    round(Replied, Next, Left - 1).
