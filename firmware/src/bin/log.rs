//! Both ends of a few simulated calls, each step one defmt frame.
#![cfg_attr(bare, no_std, no_main)]

use core::fmt::{self, Write};

use call_lifecycle::Timestamp;
use call_lifecycle_sim::laws::Observation;
use call_lifecycle_sim::{App, Faults, Line, Service, Watch, World};
// The critical section that defmt takes around a frame.
use cortex_m as _;
use defmt_semihosting as _;

firmware::start!(log);

struct Log;

impl Watch for Log {
    fn app(&mut self, _at: Timestamp, taken: &Observation<'_, App<'_>>) {
        defmt::info!("{=u64} app: {} => {}", taken.now.as_millis(), taken.event, taken.step);
    }

    fn service(&mut self, _at: Timestamp, taken: &Observation<'_, Service<'_>>) {
        defmt::info!("{=u64} service: {} => {}", taken.now.as_millis(), taken.event, taken.step);
    }
}

fn log(_out: &mut dyn Write) -> fmt::Result {
    let world = World::new(87).with_faults(Faults::NONE);
    for number in 0..3 {
        Line::new(&world, number, world.chance(number)).run(Timestamp::MAX, &mut Log).map_err(|_| fmt::Error)?;
    }
    Ok(())
}
