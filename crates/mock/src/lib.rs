//! A mock of Microsoft Graph's calling service: `service::Call` behind HTTP, with its clock turned
//! up.

pub mod exchange;
pub mod scenario;
pub mod server;
