//! Any operations on a fleet: its model next to it, and everything that there is to be seen compared
//! after each.

use call_lifecycle::{app, service};

use super::bytes::Bytes;
use super::watch::Watch;
use crate::fleet::Lent;
use crate::fleet::member::Member;
use crate::fleet::play::Play;
use crate::fleet::toy::Toy;
use crate::reference::draw::Draw;

/// A model looks at everything for every answer: longer scripts take more than their share of time.
const STEPS: usize = 150;

/// Runs the script.
pub fn run(data: &[u8], _watch: &mut impl Watch) {
    let mut draw = Bytes::new(data);
    match draw.below(8) {
        0..=4 => script::<Toy>(draw),
        5 => script::<app::Call<'static, 0>>(draw),
        6 => script::<app::Call<'static, 2>>(draw),
        _ => script::<service::Call<'static, 2>>(draw),
    }
}

fn script<M: Member>(mut draw: Bytes<'_>) {
    // One leaf, two of them, and two below which a third level lies.
    let mut lent = Lent::new(draw.one_of(&[1, 2, 3, 4, 7, 8, 9, 17, 130]));
    let mut play = Play::<M>::new(&mut draw, &mut lent);
    for _ in 0..STEPS {
        if draw.is_over() {
            break;
        }
        play.step(&mut draw);
        play.compared.whole();
    }
}
