//! The ten lines that `bindings/languages.md` shows in every language, in the one that needs no
//! binding.

use call_lifecycle::app::{Call, Event, OperationHints, Output, Policy, Reply};
use call_lifecycle::wire::http;
use call_lifecycle::{Id, Timestamp};

fn main() -> Result<(), Box<dyn core::error::Error>> {
    // The ten lines.
    let id: Id = "57dab8b1-894c-409a-b240-bd8beae78896".parse()?;
    let mut call = Call::<4>::outgoing(id, Timestamp::ZERO, &Policy::DEFAULT);
    let now = call.next_deadline().ok_or("nothing is due any more")?.at;
    for output in &call.handle(now, Event::Wake) {
        // A keepAlive is due.
        if let Output::Send(token) = output.output {
            let request = http::request(id, token, ())?;
            println!("{} {}", request.method(), request.path());
            let _ = call.handle(now, Event::Sent { token, hints: OperationHints::NONE });
            let later = Timestamp::from_millis(now.as_millis() + 100);
            let _ = call.handle(later, Event::Reply { token, sent: now, reply: Reply::new(200) });
            let expires = call.keep_alive().expires_at.ok_or("never")?.duration_since(now);
            let next = call.next_deadline().ok_or("nothing is due any more")?.at;
            println!("{} {} {}", call.state(), expires.as_millis(), next.as_millis());
        }
    }
    // Until here.
    Ok(())
}
