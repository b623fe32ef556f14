//! The memory that a fleet of a million calls cannot but touch for an event, read and written by a
//! program that does nothing else: what of its time is the machine's.

use std::hint::black_box;

use super::calls::TICK;
use super::{Drive, in_portions};
use crate::random::Random;

/// A cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line([u32; 16]);

/// Of random calls: reads the cells of an index if they are named by their ids, then the leaves of
/// a tree, then the calls, all of a batch at a time; and writes to each call.
pub fn touch(calls: usize, by_id: bool, count: usize, drive: Drive<'_>) {
    let mut random = Random::new(5);
    let cells = vec![1_u64; calls * 15 / 8];
    let leaves = vec![Line([1; 16]); calls.div_ceil(8)];
    let mut places = vec![Line([1; 16]); calls];
    let stream: Vec<(u32, u32)> =
        (0..count).map(|_| (random.below(cells.len()) as u32, random.below(calls) as u32)).collect();
    in_portions(&stream, TICK, drive, |batch| {
        if by_id {
            black_box(batch.iter().fold(0, |read, (cell, _)| read ^ cells[*cell as usize]));
        }
        black_box(batch.iter().fold(0, |read, (_, call)| read ^ leaves[*call as usize / 8].0[8]));
        black_box(batch.iter().fold(0, |read, (_, call)| read ^ places[*call as usize].0[15]));
        for (_, call) in batch {
            places[*call as usize].0[8] ^= 1;
        }
    });
}
