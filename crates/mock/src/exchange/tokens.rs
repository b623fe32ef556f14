//! Tokens that expire on purpose.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use call_lifecycle::Timestamp;

/// How many tokens are remembered. Of more, the one that came first is new again.
const MOST: usize = 1_000;

/// A token, as it is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token(u64);

impl Token {
    /// Remembers a token by its hash.
    pub fn new(text: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// When each token came first, since the villain began to let them expire.
#[derive(Debug, Default)]
pub struct Tokens(HashMap<Token, Timestamp>);

impl Tokens {
    /// Whether a token that comes now has been in use for so many milliseconds; 0 means forever.
    pub fn expired(&mut self, now: Timestamp, token: Option<Token>, lives: u32) -> bool {
        if lives == 0 {
            self.0.clear();
            return false;
        }
        let Some(token) = token else { return false };
        if self.0.len() >= MOST
            && !self.0.contains_key(&token)
            && let Some(first) = self.0.iter().min_by_key(|(_, at)| **at).map(|(token, _)| *token)
        {
            self.0.remove(&first);
        }
        let first = *self.0.entry(token).or_insert(now);
        now.as_millis().saturating_sub(first.as_millis()) >= lives.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_expires_once_it_has_been_in_use_for_so_long() {
        let mut tokens = Tokens::default();
        let (one, other) = (Some(Token::new("one")), Some(Token::new("other")));
        let mut at = |millis, token| tokens.expired(Timestamp::from_millis(millis), token, 60_000);
        assert!(!at(5_000, one) && !at(64_999, one) && at(65_000, one) && at(66_000, one));
        assert!(!at(66_000, other) && at(126_000, other));
        assert!(!at(1_000_000, None), "without a token nothing expires");
        // A span that is turned off and on again begins anew.
        assert!(!tokens.expired(Timestamp::from_millis(1_000_000), one, 0));
        assert!(!tokens.expired(Timestamp::from_millis(1_000_000), one, 60_000));
    }

    #[test]
    fn a_thousand_are_remembered() {
        let mut tokens = Tokens::default();
        for number in 0..2_000_u32 {
            let token = Token::new(&number.to_string());
            assert!(!tokens.expired(Timestamp::from_millis(number.into()), Some(token), 1));
        }
        assert_eq!(tokens.0.len(), MOST);
        let late = Timestamp::from_millis(5_000);
        assert!(tokens.expired(late, Some(Token::new("1999")), 1) && !tokens.expired(late, Some(Token::new("0")), 1));
    }
}
