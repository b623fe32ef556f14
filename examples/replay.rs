//! `graph-call-replay` under the name of an example: `cargo run --release --example replay -- TRACE`.

fn main() -> std::process::ExitCode {
    graph_call_replay::program::main()
}
