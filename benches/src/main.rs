//! x
mod fleets;
mod measure;
mod random;
mod transitions;

fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let events: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    use fleets::{Job, Way, host::Mode, calls::Setup};
    let setup = Setup::new(n, &fleets::calls::GRAPH);
    for mode in [Mode::AskEach, Mode::Each, Mode::Batch] {
        for way in Way::ALL {
            println!("{mode:?} {:40} {:?}", way.name(), way.run(&setup, Job::Day(mode), events));
        }
    }
    for mode in [Mode::AskEach, Mode::Each, Mode::Batch] {
        for way in Way::ALL {
            println!("notify {mode:?} {:40} {:?}", way.name(), way.run(&setup, Job::Notify(mode), events));
        }
    }
    for way in Way::ALL {
        println!("rearm {:40} {:?}", way.name(), way.run(&setup, Job::Rearm, events));
    }
    let once = Box::leak(Box::new(fleets::calls::once()));
    let setup = Setup::new(n, once);
    for way in Way::ALL {
        println!("expire {:40} {:?}", way.name(), way.run(&setup, Job::Expire, events));
    }
}
