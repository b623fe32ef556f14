//! `trace LINES CALLS`: writes a long trace for `replay` to the standard output, to measure it
//! with.
//!
//! At any time that many calls live. Each is created, established, kept alive every 15 minutes for
//! a while, records now and then, and is hung up. Then another takes its place. The same arguments
//! give the same trace.
#![allow(
    clippy::std_instead_of_core,
    clippy::arithmetic_side_effects,
    reason = "the lints are the core's: this is a program for a computer with a screen"
)]

use std::io::{BufWriter, Write, stdout};

use call_lifecycle::Id;

/// The lines of one keepAlive, and of one record.
const STEP: u64 = 900_000;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Some(Ok(lines)), Some(Ok(calls @ 1..))) = (arguments.next(), arguments.next()) else {
        eprintln!("trace: found no two numbers, expected LINES CALLS");
        std::process::exit(2);
    };
    let mut out = BufWriter::with_capacity(1 << 18, stdout().lock());
    let mut written = 0;
    let mut round = 0;
    while written < lines {
        for call in 0..calls {
            if written >= lines {
                break;
            }
            // A call lives for eight rounds, and not all begin in the same one.
            let age = (round + call) % 8;
            let generation = (round + call) / 8;
            let at = round * STEP + call * STEP / calls;
            written += step(&mut out, at, age, call, generation, lines - written)?;
        }
        round += 1;
    }
    out.flush()
}

/// Writes what happens to a call in a round, and says how many lines that was.
fn step(out: &mut impl Write, at: u64, age: u64, call: u64, generation: u64, most: u64) -> std::io::Result<u64> {
    let id = Id::from_words([0x57da_b8b1_894c_409a ^ generation.rotate_left(40), 0xb240_0000_0000_0000 | call]);
    let (compact, url) = (id.compact(), "https://graph.microsoft.com/v1.0/communications/calls");
    let name = format!("{call}.{generation}.{age}");
    let state = |state: &str, more: &str| {
        format!(
            r##""notification":{{"value":[{{"changeType":"updated","resourceUrl":"/communications/calls/{compact}","resourceData":{{"@odata.type":"#microsoft.graph.call","@odata.id":"/communications/calls/{compact}","@odata.etag":"W/\"5445\"","state":"{state}"{more}}}}}]}}"##
        )
    };
    let post = |method: &str, body: &str| {
        format!(r#""request":{{"id":"{name}","method":"POST","url":"{url}/{id}/{method}"{body}}}"#)
    };
    let answer = |status: u64, more: &str| format!(r#""response":{{"to":"{name}","status":{status}{more}}}"#);
    let mut facts = Vec::new();
    match age {
        0 => {
            facts.push(format!(r#""request":{{"id":"{name}","method":"POST","url":"{url}","body":{{"callbackUri":"https://bot.contoso.com/callback","requestedModalities":["audio"],"targets":[{{"identity":{{"user":{{"id":"112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}}}}]}}}}"#));
            facts.push(answer(
                201,
                &format!(r##","body":{{"@odata.type":"#microsoft.graph.call","state":"establishing","id":"{id}"}}"##),
            ));
            facts.push(state("established", ""));
            facts.push(state("established", r#","mediaState":{"audio":"active"}"#));
        }
        3 | 5 => {
            let operation = Id::from_words([generation, call * 8 + age]);
            facts.push(post("recordResponse", &format!(r##","body":{{"clientContext":"{operation}","maxRecordDurationInSeconds":30,"playBeep":true,"stopTones":["#","1"]}}"##)));
            facts.push(answer(200, &format!(r##","headers":{{"Location":"{url}/{id}/operations/{operation}"}},"body":{{"@odata.type":"#microsoft.graph.recordOperation","id":"{operation}","status":"running","clientContext":"{operation}"}}"##)));
            facts.push(format!(r##""notification":{{"value":[{{"changeType":"deleted","resourceUrl":"/communications/calls/{compact}/operations/{}","resourceData":{{"@odata.type":"#microsoft.graph.recordOperation","id":"{operation}","clientContext":"{operation}","status":"completed","recordingLocation":"https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad","completionReason":"stopToneDetected","resultInfo":{{"code":200,"subcode":8514}}}}}}]}}"##, operation.compact()));
            facts.push(post("keepAlive", ""));
            facts.push(answer(200, ""));
        }
        7 => {
            facts.push(format!(r#""request":{{"id":"{name}","method":"DELETE","url":"{url}/{id}"}}"#));
            facts.push(answer(204, ""));
            facts.push(state("terminating", ""));
            facts.push(
                state("terminated", r#","resultInfo":{"code":200,"subcode":7000}"#).replacen("updated", "deleted", 1),
            );
        }
        _ => {
            facts.push(post("keepAlive", ""));
            facts.push(answer(200, ""));
        }
    }
    let mut count = 0;
    for fact in facts.iter().take(usize::try_from(most).unwrap_or(usize::MAX)) {
        writeln!(out, "{{\"at\":{at},{fact}}}")?;
        count += 1;
    }
    Ok(count)
}
