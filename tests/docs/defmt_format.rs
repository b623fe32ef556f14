//! Every public type has `defmt::Format`, by the list of the public API, which cannot forget one; and with no bounds but those that it needs.
#![cfg(feature = "defmt")]

use std::collections::BTreeSet;

use call_lifecycle::{Step, Timed, app, fleet, service};
use defmt::Format;

const API: &str = include_str!("../../docs/public-api.txt");

/// What stands after one of these words, without what it is generic over.
fn named<'a>(line: &'a str, words: &[&str]) -> Option<&'a str> {
    let rest = words.iter().find_map(|word| line.split_once(word))?.1;
    rest.split(['<', '(', ' ']).next()
}

#[test]
fn every_public_type_has_it() {
    let of_types = |line| named(line, &["pub struct ", "pub enum ", "pub union "]);
    let types: BTreeSet<&str> = API.lines().filter_map(of_types).collect();
    let logged: BTreeSet<&str> = API.lines().filter_map(|line| named(line, &["defmt::traits::Format for "])).collect();
    assert!(types.len() > 100, "the list is read otherwise: {types:?}");
    let without: Vec<_> = types.difference(&logged).collect();
    assert!(without.is_empty(), "no Format: {without:?}");
}

/// Of no type itself, so that it has no `Format`.
#[derive(Clone, Copy, Debug)]
struct Unlogged;

#[derive(Format)]
struct Logged;

const fn logged<T: Format>() {}

// Of what a type is generic over it asks for `Format` only where that is logged.
const _: () = {
    logged::<app::Call<'static, 0>>();
    logged::<service::Call<'static, 32>>();
    logged::<Step<Timed<Logged>>>();
    logged::<fleet::Refused<Logged>>();
    logged::<fleet::Place<Logged>>();
    logged::<fleet::Storage<'static, Unlogged>>();
    logged::<fleet::Room<Unlogged, 1, 1, 2>>();
    logged::<fleet::Fleet<'static, app::Call<'static, 4>>>();
    logged::<call_lifecycle::Snapshot<16>>();
    logged::<call_lifecycle::wire::CommsNotifications<'static, 1>>();
};
