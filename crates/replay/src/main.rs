//! `graph-call-replay`: says what happened to each call of a trace, and why. `--help` says more.

fn main() -> std::process::ExitCode {
    graph_call_replay::program::main()
}
