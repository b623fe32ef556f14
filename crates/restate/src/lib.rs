#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(missing_docs)]

mod admin;
mod app_call;
mod arm;
mod arriving;
mod calls;
mod client;
mod endpoint;
mod graph;
mod host;
mod ingress;
mod kept;
mod leave;
mod message;
mod object;
mod payload;
mod receiver;
mod round;
pub mod service;
mod step;
mod view;
mod words;

pub use admin::Admin;
pub use arm::LINGERS;
pub use calls::{Calls, Limits, shared_clock};
pub use host::{Host, KeepAlive, Update};
pub use ingress::{Ingress, IngressError};
pub use kept::{Kept, KeptError, Machine, Memory, Round, SLOTS};
pub use message::{Answer, Ask, Begin, Notified, Order, Replied, Wake};
pub use object::Store;
pub use receiver::callbacks;
pub use round::{RoundStep, round};
pub use step::{Done, Message, awaits, step};
pub use view::View;
pub use words::may_be_repeated;
