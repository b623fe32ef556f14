-module(ten_lines).
-export([main/0]).

main() ->
    %% The ten lines.
    Call = call_lifecycle:outgoing(app, <<"57dab8b1-894c-409a-b240-bd8beae78896">>, 0),
    Now = call_lifecycle:next_deadline(Call),                        % in ms; infinity once nothing is due any more
    {#{outputs := Outputs}, Woken} = call_lifecycle:wake(Call, Now),
    [begin                                                           % a keepAlive is due
        {Verb, Path} = call_lifecycle:request(Woken, Output),
        io:format("~s ~s~n", [Verb, Path]),
        {_, Sent} = call_lifecycle:sent(Woken, Output, Now),
        {#{state := State, expires_at := At, next_deadline := Next}, _} = call_lifecycle:reply(Sent, Output, Now, 200, Now + 100),
        io:format("~s ~b ~b~n", [State, At - Now, Next])
    end || #{kind := send} = Output <- Outputs].
    %% Until here.
