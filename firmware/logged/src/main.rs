//! What defmt sends of bodies with secrets in them: no byte of a secret. (It sends texts as they
//! are, so no decoder is needed to look.)

use std::mem::take;
use std::sync::Mutex;

use call_lifecycle::app::{Request, Token};
use call_lifecycle::wire::{
    self, Answer, ApiVersion, CancelMediaProcessing, CommsNotification, CommsNotifications, Create, ErrorBody, Invite,
    OperationRequest, PlayPrompt, Record, Redirect, Reject, Resource, SendDtmfTones, ServiceNotification,
    ServiceNotifications, ServiceResource, Target, Transfer, http,
};
use call_lifecycle::{Id, OperationKind, OperationReport, Timestamp};

static SENT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

#[defmt::global_logger]
struct Logger;

// One thread logs, and what it logs is kept.
unsafe impl defmt::Logger for Logger {
    fn acquire() {}
    unsafe fn flush() {}
    unsafe fn release() {}
    unsafe fn write(bytes: &[u8]) {
        SENT.lock().expect("nothing panics while it is held").extend_from_slice(bytes);
    }
}

// It is linked to, and not sent.
defmt::timestamp!("{=u8}", 0);

const SECRET: &str = "s3cr3t";

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn logged() -> Vec<u8> {
    take(&mut *SENT.lock().expect("nothing panics while it is held"))
}

/// What is wrong with a body; its message quotes the secret, for who reads it on the spot.
fn quoting(body: &str) -> wire::json::ReadError {
    let error = wire::json::from_str::<Resource<'_>>(body).expect_err("the body is wrong");
    assert!(error.message().contains(SECRET), "{error} does not quote it");
    error
}

macro_rules! check {
    ($($name:literal: $value:expr;)+) => {$(
        defmt::println!("{}", $value);
        let bytes = logged();
        assert!(!bytes.is_empty() && !has(&bytes, SECRET), "{} is logged with a secret in it", $name);
        println!("{}: {} bytes", $name, bytes.len());
    )+};
}

const ENTRY: &str = r##"{"changeType": "updated",
    "resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
    "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "completed", "clientContext": "s3cr3t",
    "callbackUri": "https://bot/?code=s3cr3t", "resultInfo": {"code": 200, "message": "s3cr3t"},
    "recordResourceLocation": "https://file/?sig=s3cr3t", "recordResourceAccessToken": "s3cr3t",
    "recordingLocation": "https://file/?sig=s3cr3t", "recordingAccessToken": "s3cr3t"}}"##;
const REQUEST: &str = r#"{"callbackUri": "https://bot/?code=s3cr3t", "clientContext": "s3cr3t", "tenantId": "s3cr3t",
    "prompts": [{"mediaInfo": {"uri": "https://cdn/?sig=s3cr3t", "resourceId": "s3cr3t"}}],
    "targets": [{"identity": {"phone": {"id": "s3cr3t", "displayName": "s3cr3t", "tenantId": "s3cr3t"}}}], "subject": "s3cr3t",
    "source": {"identity": {"user": {"id": "s3cr3t"}}}, "chatInfo": {"threadId": "s3cr3t"}, "meetingInfo": {"token": "s3cr3t"},
    "incomingContext": {"onBehalfOf": {"user": {"id": "s3cr3t"}}}, "callRoutes": [{"original": {"user": {"id": "s3cr3t"}}}],
    "mediaConfig": {"blob": "s3cr3t", "preFetchMedia": [{"uri": "https://cdn/?sig=s3cr3t"}]}, "language": "s3cr3t",
    "customPrompt": {"mediaInfo": {"uri": "https://cdn/?sig=s3cr3t"}},
    "transferTarget": {"identity": {"phone": {"id": "s3cr3t"}}}, "transferee": {"identity": {"phone": {"id": "s3cr3t"}}}}"#;
const INVITE: &str = r#"{"participants": [{"identity": {"phone": {"id": "s3cr3t"}}, "participantId": "s3cr3t"}], "clientContext": "s3cr3t"}"#;
const RESOURCE: &str =
    r#"{"status": "completed", "clientContext": "s3cr3t", "recordingLocation": "https://file/?sig=s3cr3t"}"#;
const TONES: &str = r#"{"tones": ["tone1"], "delayBetweenTonesMs": 100, "clientContext": "s3cr3t"}"#;
const URL: &str = "https://s3cr3t@host/v1.0/communications/calls/57DAB8B1894C409AB240BD8BEAE78896?sig=s3cr3t#s3cr3t";
const NO_ID: &str = "https://s3cr3t@host/v1.0/communications/calls/42/s3cr3t?sig=s3cr3t#s3cr3t";
const ERROR: &str = r#"{"error": {"code": "NotFound", "message": "s3cr3t", "innerError": {"code": "8522"}}}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let entry: CommsNotification<'_> = wire::json::from_str(ENTRY)?;
    let create: Create<'_> = wire::json::from_str(REQUEST)?;
    let record: Record<'_> = wire::json::from_str(REQUEST)?;
    let outgoing = ServiceNotification::operation(
        ApiVersion::V1,
        Id::from_u128(1),
        Id::from_u128(2),
        OperationKind::Record,
        OperationReport::default(),
    )
    .with_location(SECRET, SECRET)
    .with_client_context(SECRET)
    .with_message(SECRET);
    let token = Token::new(Request::Operation(OperationKind::Record), 1);
    let attempt = http::Attempt::new(token, Timestamp::ZERO);
    let body = format!(r#"{{"value": [{ENTRY}]}}"#);
    check! {
        "CommsNotification": entry;
        "CommsNotifications": CommsNotifications::<1>::new(core::slice::from_ref(&entry));
        "Notice": entry.notice();
        "Resource": entry.data();
        "ServiceNotification": outgoing;
        "ServiceResource": ServiceResource(&outgoing);
        "ServiceNotifications": ServiceNotifications(&[outgoing]);
        "Create": create;
        "Invitee": create.targets().next();
        "Identity": create.targets().next().and_then(|target| target.identity);
        "ParticipantInfo": create.source();
        "ChatInfo": create.chat_info();
        "MeetingInfo": create.meeting_info();
        "IncomingContext": create.incoming_context();
        "CallRoute": create.call_routes().next();
        "MediaInfo": create.pre_fetch().next();
        "Blob": create.blob();
        "CallNotification": wire::CallNotification::new(call_lifecycle::ChangeType::Created, create.clone());
        "BodyError": wire::Transfer::default().require();
        "Precondition": wire::Precondition::of(wire::Method::Mute);
        "Answer": wire::json::from_str::<Answer<'_>>(REQUEST)?;
        "Reject": wire::json::from_str::<Reject<'_>>(REQUEST)?;
        "Redirect": wire::json::from_str::<Redirect<'_>>(REQUEST)?;
        "Transfer": wire::json::from_str::<Transfer<'_>>(REQUEST)?;
        "Invite": wire::json::from_str::<Invite<'_>>(INVITE)?;
        "Record": record;
        "Prompt": record.prompts().next();
        "PlayPrompt": wire::json::from_str::<PlayPrompt<'_>>(REQUEST)?;
        "CancelMediaProcessing": wire::json::from_str::<CancelMediaProcessing<'_>>(REQUEST)?;
        "OperationRequest": wire::json::from_str::<OperationRequest<'_>>(REQUEST)?;
        "SendDtmfTones": wire::json::from_str::<SendDtmfTones<'_>>(TONES)?;
        "Target": Target::parse(URL)?;
        "PathError": Target::parse(NO_ID);
        "IdError": Resource::default().with_odata_id(NO_ID).id();
        "ReadError, of ours": quoting(r#"{"resultInfo": {"code": "s3cr3t"}}"#);
        "ReadError, of serde's": quoting(r#"{"resultInfo": "s3cr3t"}"#);
        "ErrorBody": wire::json::from_str::<ErrorBody<'_>>(ERROR)?;
        "http::Request": http::request(Id::from_u128(1), token, &record);
        "http::Reply": http::reply(attempt, 200, [("Location", URL)], RESOURCE.as_bytes());
        "http::Reply, refused": http::reply(attempt, 404, [("Location", URL)], ERROR.as_bytes());
        "http::Reply, unreadable": http::reply(attempt, 200, [("Location", URL)], br#"{"id": {"s3cr3t": "s3cr3t"}}"#);
        "http::CreateError": http::created(403, [("Location", URL)], ERROR.as_bytes());
        "http::Posted": http::callback(body.as_bytes()).next();
    }
    // A text that is logged is found: so the others say something.
    defmt::println!("{}", wire::json::from_str::<ErrorBody<'_>>(ERROR)?);
    assert!(has(&logged(), "NotFound"), "a text is not sent as it is");
    Ok(())
}
