//! Creates a call and keeps it alive until it ends: `keep_alive [SERVICE] [SPEED]`.

use call_lifecycle::{Cause, app::Policy, wire::Create};
use call_lifecycle_tokio::{Clock, Driver, Graph, Speed, serve_callbacks};
use tokio::net::TcpListener;

type Error = Box<dyn std::error::Error + Send + Sync>;

pub async fn keep_alive(service: &str, speed: Speed) -> Result<Option<Cause>, Error> {
    let graph = Graph::new(service).with_token(std::env::var("TOKEN").unwrap_or_default());
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let callback = format!("http://{}/api/calls", listener.local_addr()?);
    let create = Create::default().with_callback_uri(&callback);
    let clock = Clock::new().with_speed(speed);

    let mut driver = Driver::create(graph, clock, &Policy::DEFAULT, &create).await?;
    tokio::spawn(serve_callbacks(listener, driver.feed()));
    Ok(driver.run(|call, update| println!("{} {update}", call.id())).await)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let service = arguments.next().unwrap_or("http://127.0.0.1:8080".to_owned());
    let speed = arguments.next().unwrap_or("1".to_owned()).parse()?;
    println!("ended: {:?}", keep_alive(&service, speed).await?);
    Ok(())
}
