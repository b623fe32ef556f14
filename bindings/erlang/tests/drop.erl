%% The story that every language tells.
-module(drop).
-export([main/0]).

-define(CALL, <<"57dab8b1-894c-409a-b240-bd8beae78896">>).
-define(SETTINGS, #{jitter => 0}).

%% Both ends travel together: {App, Service}.
main() ->
    Ends = {call_lifecycle:outgoing(app, ?CALL, 0, ?SETTINGS), call_lifecycle:outgoing(service, ?CALL, 0)},
    Told = lists:foldl(fun
        (#{request := operation} = Ask, Now) -> of_app(Ask, Now);
        (Event, Now) -> of_service(Event, none, 0, Now)
    end, Ends, [
        #{kind => peer, now => 900, peer => rings},
        #{kind => peer, now => 4200, peer => connects},
        #{kind => ask, now => 60000, request => operation, operation => record, context => <<"greeting">>, takes_at_most => 30000},
        #{kind => media, now => 61000, media => speechStarted},
        #{kind => media, now => 62500, media => speechStopped}
    ]),
    wakes(Told).

%% Each end is woken at its deadline, the earlier first, and the application's at the same time. (An integer is less than infinity.)
wakes({App, Service} = Ends) ->
    case {call_lifecycle:next_deadline(App), call_lifecycle:next_deadline(Service)} of
        {infinity, infinity} -> ok;
        {OfApp, OfService} when OfApp =< OfService -> wakes(of_app(#{kind => wake, now => OfApp}, Ends));
        {_, OfService} -> wakes(of_service(#{kind => wake, now => OfService}, none, 0, Ends))
    end.

is_up(Now) -> Now < 1200000 orelse Now >= 3900000.

%% The application's end: handles an event, and sends what it wishes sent.
of_app(#{now := Now, kind := Kind} = Event, Ends) -> of_app(Now, Kind, Event, Ends).
of_app(Now, Kind, Event, {App, Service}) ->
    {Step, Handled} = call_lifecycle:handle(App, Event),
    After = call_lifecycle:restore(app, call_lifecycle:snapshot(Handled), ?SETTINGS),
    print(Now, app, Kind, Step, After),
    lists:foldl(fun(Output, Ends) -> sends(Now, Output, Ends) end, {After, Service}, maps:get(outputs, Step)).

sends(Now, #{kind := send} = Output, Ends) ->
    Token = maps:with([request, operation, number], Output),
    Left = of_app(Token#{kind => sent, now => Now}, Ends),
    case is_up(Now) of
        false -> of_app(Token#{kind => failed, now => Now + 20000}, Left);
        true -> of_service((arrives(Output))#{kind => request, now => Now + 60}, Output, Now, Left)
    end;
sends(_, _, Ends) -> Ends.

arrives(#{request := operation}) ->
    #{request => record, id => <<"0fe0623f-d628-42ed-b4bd-8ac290072cc5">>, context => <<"greeting">>, profile => recordResponse, play_beep => false,
      max_silence_timeout => 3, stop_tones => [<<"#">>, <<"11">>]};
arrives(#{request := Request}) -> #{request => Request}.

%% The service's end: handles an event, answers the request that it is, and notifies.
of_service(#{now := Now, kind := Kind} = Event, Sent, SentAt, {App, Service}) ->
    {Step, Handled} = call_lifecycle:handle(Service, Event),
    After = call_lifecycle:restore(service, call_lifecycle:snapshot(Handled)),
    print(Now, service, Kind, Step, After),
    lists:foldl(fun
        (#{kind := answer} = Output, Ends) when Sent =/= none ->
            of_app(Now + 60, reply, call_lifecycle:reply_of(After, Output, Sent, SentAt, Now + 60), Ends);
        (Output, Ends) ->
            case is_up(Now) andalso call_lifecycle:notification(Service, After, Output, Now + 90) of
                {app_event, _} = Told -> of_app(Now + 90, call_lifecycle:kind(Told), Told, Ends);
                _ -> Ends
            end
    end, {App, After}, maps:get(outputs, Step)).

print(Now, End, Kind, Step, Call) ->
    #{verdict := Verdict, state := State, next_deadline := Next, expires_at := Expires, failures := Failures, outputs := Outputs} = Step,
    io:format("~b ~s ~s: ~s~s, ~s~s, next ~s~s, expires ~s, failures ~b, digest ~16.16.0b~n", [
        Now, End, Kind, Verdict, word(rejection, Step), State, word(cause, Step), time(Next), word(deadline_kind, Step), time(Expires), Failures,
        call_lifecycle:digest(Call)]),
    [io:format("  ~b ~s~s~s~n", [At, Of, [[" ", atom_to_list(Name), " ", written(maps:get(Name, Output))] || Name <- names(), is_map_key(Name, Output)],
        case Flag of true -> " flag"; false -> "" end]) || #{at := At, kind := Of, flag := Flag} = Output <- Outputs].

names() -> [request, operation, number, slot, from, to, cause, tone, operation_status, reason, phase, status, slots, sequence].
written(Value) when is_integer(Value) -> integer_to_list(Value);
written(Value) -> atom_to_list(Value).
word(Name, Step) -> case Step of #{Name := Word} -> [" ", atom_to_list(Word)]; #{} -> "" end.
time(infinity) -> "never";
time(Time) -> integer_to_list(Time).
