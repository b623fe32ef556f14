//! How often something happened, and when.

/// How often something happened, and when first and last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    pub count: u64,
    pub first: u64,
    pub last: u64,
}

impl Times {
    pub fn add(&mut self, at: u64) {
        if self.count == 0 {
            self.first = at;
        }
        self.last = at;
        self.count += 1;
    }
}
