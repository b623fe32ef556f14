//! A mock of Microsoft Graph's calling service: `service::Call` behind HTTP, with its clock turned
//! up. The program `graph-call-mock` is made of this library.
//!
//! | | |
//! |---|---|
//! | [`exchange`] | every call of the service, without a clock, a network or a file |
//! | [`server`] | HTTP around it: [`Mock`](server::Mock) |
//! | [`scenario`] | plays scenarios to a bot: `graph-call-mock test` |
//!
//! In the test of a bot, a minute of which is a second:
//!
//! ```
//! use call_lifecycle::Timestamp;
//! use call_lifecycle_tokio::Speed;
//! use graph_call_mock::exchange::{Exchange, Setup};
//! use graph_call_mock::server::{Mock, Settings, connect::Outward};
//! use tokio::net::TcpListener;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let listener = TcpListener::bind("127.0.0.1:0").await?;
//! let address = listener.local_addr()?;
//! let setup = Setup { base: format!("http://{address}").into(), ..Setup::default() };
//! let exchange = Exchange::new(Timestamp::ZERO, &setup)?;
//! let speed = Speed::new(60.0).ok_or("the speed is out of range")?;
//! let mock = Mock::new(exchange, Outward::new(address), Settings::new(speed));
//!
//! let running = mock.clone();
//! tokio::spawn(async move { running.run(listener, std::future::pending()).await });
//! // The bot's service is http://{address}. Afterwards:
//! assert_eq!(mock.with(|exchange, _now| exchange.counts().live), 0);
//! # Ok(())
//! # }
//! ```
#![deny(missing_docs)]

pub mod exchange;
pub mod scenario;
pub mod server;
