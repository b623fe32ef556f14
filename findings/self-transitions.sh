#!/usr/bin/env bash
# A transition from `live` to `live` starts the timer of `live` anew in four libraries of nine.
#
# Version: smlang 0.8.0, statig 0.4.1 (crates.io), Rust 1.95.0; xstate 5.33.3, machina 4.0.2,
#   javascript-state-machine 3.1.0, svelte-fsm 1.2.0 (npm), Node 20.20.2; transitions 0.9.3,
#   python-statemachine 3.2.2, sismic 1.6.14 (PyPI), Python 3.11.
# Guess: as in UML and SCXML, a transition that names its own state leaves and enters it, so that
#   exit and entry actions run. Only xstate, since its version 5, asks for `reenter`.
# Seen: so for statig and for the three of Python. With smlang and with the four for JavaScript no
#   action runs. Nothing is said, and the event is handled.
# For a user of this crate: a timer that an entry action arms is armed anew by each keepAlive with one
#   library, and runs out with another while keepAlives are answered. Here no action arms a timer:
#   an answered keepAlive moves the time that its deadlines are counted from.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
smlang = "=0.8.0"
statig = "=0.4.1"
EOF
cat >src/main.rs <<'EOF'
mod generated {
    pub struct Call;
    smlang::statemachine! {
        transitions: {
            *Idle + Ring = Live,
            Live + Alive = Live,
        }
    }
    impl StateMachineContext for Call {
        fn on_entry_live(&mut self) {
            print!(" enter");
        }
        fn on_exit_live(&mut self) {
            print!(" leave");
        }
    }
}

mod layered {
    use statig::prelude::*;
    #[derive(Default)]
    pub struct Call;
    pub enum Event {
        Ring,
        Alive,
    }
    #[state_machine(initial = "State::idle()")]
    impl Call {
        #[state]
        fn idle(event: &Event) -> Outcome<State> {
            match event {
                Event::Ring => Transition(State::live()),
                Event::Alive => Super,
            }
        }
        #[state(entry_action = "enter", exit_action = "leave")]
        fn live(event: &Event) -> Outcome<State> {
            match event {
                Event::Alive => Transition(State::live()),
                Event::Ring => Super,
            }
        }
        #[action]
        fn enter() {
            print!(" enter");
        }
        #[action]
        fn leave() {
            print!(" leave");
        }
    }
}

fn main() {
    print!("smlang:");
    let mut call = generated::StateMachine::new(generated::Call);
    call.process_event(generated::Events::Ring).unwrap();
    call.process_event(generated::Events::Alive).unwrap();
    print!("\nstatig:");
    use statig::prelude::*;
    let mut call = layered::Call.state_machine();
    call.handle(&layered::Event::Ring);
    call.handle(&layered::Event::Alive);
    println!();
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
npm install --silent --no-audit --no-fund --ignore-scripts xstate@5.33.3 machina@4.0.2 \
    javascript-state-machine@3.1.0 svelte-fsm@1.2.0
cat >try.mjs <<'EOF'
import StateMachine from "javascript-state-machine";
import machina from "machina";
import svelteFsm from "svelte-fsm";
import { createActor, createMachine } from "xstate";

let seen = [];
const enter = () => void seen.push("enter");
const leave = () => void seen.push("leave");
const tell = (name) => {
  console.log(`${name}: ${seen.join(" ")}`);
  seen = [];
};

const states = { idle: { on: { ring: "live" } }, live: { entry: enter, exit: leave, on: { alive: "live" } } };
const actor = createActor(createMachine({ initial: "idle", states })).start();
for (const type of ["ring", "alive"]) actor.send({ type });
tell("xstate");

const alive = function () {
  this.transition("live");
};
const fsm = new machina.Fsm({
  initialState: "idle",
  states: { idle: { ring: "live" }, live: { _onEnter: enter, _onExit: leave, alive } },
});
for (const name of ["ring", "alive"]) fsm.handle(name);
tell("machina");

const call = new StateMachine({
  init: "idle",
  transitions: [
    { name: "ring", from: "idle", to: "live" },
    { name: "alive", from: "live", to: "live" },
  ],
  methods: { onEnterLive: enter, onLeaveLive: leave },
});
call.ring();
call.alive();
tell("javascript-state-machine");

const store = svelteFsm("idle", { idle: { ring: "live" }, live: { _enter: enter, _exit: leave, alive: "live" } });
store.ring();
store.alive();
tell("svelte-fsm");
EOF
node try.mjs | tee -a seen.txt
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check transitions==0.9.3 python-statemachine==3.2.2 sismic==1.6.14
cat >try.py <<'EOF'
from sismic.interpreter import Interpreter
from sismic.io import import_from_yaml
from statemachine import State, StateMachine
from transitions import Machine


class Seen:
    def __init__(self, *given):
        self.seen = []
        super().__init__(*given)

    def on_enter_live(self):
        self.seen.append("enter")

    def on_exit_live(self):
        self.seen.append("leave")

    def run(self):
        self.ring()
        self.alive()
        return " ".join(self.seen)


class Declared(Seen, StateMachine):
    idle = State(initial=True)
    live = State()
    ring = idle.to(live)
    alive = live.to(live)


call = Seen()
Machine(call, states=["idle", "live"], transitions=[["ring", "idle", "live"], ["alive", "live", "live"]], initial="idle")
print("transitions:", call.run())
print("python-statemachine:", Declared().run())
chart = """
statechart:
  name: call
  preamble: seen = []
  root state:
    name: call
    initial: idle
    states:
      - name: idle
        transitions: [{event: ring, target: live}]
      - name: live
        on entry: seen.append('enter')
        on exit: seen.append('leave')
        transitions: [{event: alive, target: live}]
"""
interpreter = Interpreter(import_from_yaml(text=chart))
interpreter.queue("ring", "alive").execute()
print("sismic:", *interpreter.context["seen"])
EOF
v/bin/python try.py | tee -a seen.txt
diff - seen.txt <<'EOF' || { echo "self-transitions: not as it was seen"; exit 1; }
smlang: enter
statig: enter leave enter
xstate: enter
machina: enter
javascript-state-machine: enter
svelte-fsm: enter
transitions: enter leave enter
python-statemachine: enter leave enter
sismic: enter leave enter
EOF
echo "self-transitions: as it was seen"
