//! Texts that many calls have in common, each stored once: there may be a hundred thousand calls.

use std::collections::HashSet;
use std::sync::Arc;

/// With fewer texts than this nobody looks for those that are not used any more.
const FEW: usize = 1_024;

/// Texts that are shared.
#[derive(Debug, Default)]
pub struct Texts {
    known: HashSet<Arc<str>>,
    /// At this number those that nobody uses are removed.
    sift_at: usize,
}

impl Texts {
    /// The one copy of a text.
    pub fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.known.get(text) {
            return Arc::clone(known);
        }
        if self.known.len() >= self.sift_at.max(FEW) {
            self.known.retain(|known| Arc::strong_count(known) > 1);
            self.known.shrink_to(FEW);
            self.sift_at = 2 * self.known.len();
        }
        let new: Arc<str> = Arc::from(text);
        self.known.insert(Arc::clone(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_and_those_that_nobody_uses_are_forgotten() {
        let mut texts = Texts::default();
        let one = texts.share("http://127.0.0.1:9/");
        assert!(Arc::ptr_eq(&one, &texts.share("http://127.0.0.1:9/")));
        let kept: Vec<_> = (0..10).map(|number| texts.share(&format!("kept {number}"))).collect();
        for number in 0..100_000 {
            texts.share(&format!("used once: {number}"));
            assert!(texts.known.len() <= FEW + 1, "{number}");
        }
        assert!(Arc::ptr_eq(&kept[3], &texts.share("kept 3")));
        assert!(Arc::ptr_eq(&one, &texts.share("http://127.0.0.1:9/")));
    }
}
