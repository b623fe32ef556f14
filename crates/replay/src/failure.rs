//! Why a keepAlive failed.

/// Why a keepAlive failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Status(u16),
    /// The connection failed.
    NoResponse,
    /// Nothing came within the time for a reply.
    Overdue,
}
