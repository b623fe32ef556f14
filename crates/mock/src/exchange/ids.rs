//! The ids of requests: each has its own, in the headers of its answer and in its error.

use call_lifecycle::Id;
use fastrand::Rng;

use super::Seed;
use super::tokens::Token;

/// The longest `client-request-id` that is repeated. (Graph wants a GUID there: our choice.)
const LONGEST: usize = 128;

/// The ids of one request.
#[derive(Clone, Debug)]
pub struct Ids {
    /// `request-id`: the service's.
    pub request: Id,
    /// `client-request-id`, if the client has sent one.
    pub client: Option<Box<str>>,
    /// The token that it came with.
    pub token: Option<Token>,
}

impl Ids {
    /// The ids of the `count`th request. What the client sends is repeated if it is printable ASCII
    /// without spaces, and not long.
    pub fn new(seed: Seed, count: u64, client: Option<&str>) -> Self {
        // Not by the seed's hash: every request needs one, and nothing depends on it.
        let mut rng = Rng::with_seed(seed.0 ^ count.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let request = Id::from_u128(rng.u128(..));
        let is_good =
            |text: &&str| (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        Self { request, client: client.map(str::trim).filter(is_good).map(Box::from), token: None }
    }
}
