//! Random operations, with everything that there is to be seen compared after each.

use call_lifecycle::{app, service};

use testkit::fleet::Lent;
use testkit::fleet::member::Member;
use testkit::fleet::play::Play;
use testkit::fleet::toy::Toy;
use testkit::reference::draw::Dice;
use testkit::reference::drive::steps;

/// Plays until so many operations were done, in fleets of every size below 10, and of two and three levels.
fn plays<M: Member>(first_seed: u64, enough: usize) {
    let (mut done, mut seed) = (0, first_seed);
    while done < enough {
        let mut dice = Dice::new(seed);
        let (capacity, length) = match seed % 16 {
            few @ 1..16 => (few.min(9), 60),
            _ => (130, 600),
        };
        let mut lent = Lent::new(usize::try_from(capacity).unwrap());
        // Twice in the same storage.
        for _ in 0..2 {
            let mut play = Play::<M>::new(&mut dice, &mut lent);
            for step in 0..length {
                play.step(&mut dice);
                if capacity < 10 || step % 20 == 0 { play.compared.whole() } else { play.compared.glance() }
            }
            done += length;
        }
        seed += 1;
    }
}

#[test]
fn calls_that_are_due_at_any_time() {
    plays::<Toy>(1, steps(150_000));
}

#[test]
fn the_applications_calls() {
    plays::<app::Call<'static, 0>>(1_000_000, steps(15_000));
    plays::<app::Call<'static, 2>>(2_000_000, steps(15_000));
}

#[test]
fn the_services_calls() {
    plays::<service::Call<'static, 2>>(3_000_000, steps(15_000));
}
