//! A call as the service reports it: whence it comes, who takes part, and what joins it again.

use call_lifecycle::ChangeType;
use call_lifecycle::wire::{
    CallEntries, CallNotification, CallResource, CallRoute, ChatInfo, Create, Entries, Identity, IdentityKind,
    IncomingContext, Modality, RoutingType,
};

use crate::bodies::{BOT, CHAT, FETCHED, ORGANIZER, USER};
use crate::{CALL, id, read, whole};

/// What a page of an incoming call shows and a recorded notification has, in other words.
#[test]
fn an_incoming_call_says_who_calls() {
    let entry = format!(
        r##"{{"@odata.type": "#microsoft.graph.commsNotification", "changeType": "created", "resourceUrl": "/communications/calls/{CALL}",
        "resourceData": {{"@odata.type": "#microsoft.graph.call", "id": "{CALL}", "direction": "incoming", "callbackUri": "https://bot/calls",
        "callChainId": "chain", "myParticipantId": "me", "tenantId": "t", "requestedModalities": ["audio", "video"], "source": {BOT},
        "targets": [{USER}], "callRoutes": [{{"@odata.type": "#microsoft.graph.callRoute", "routingType": "forwarded",
        "original": {{"@odata.type": "#microsoft.graph.identitySet", "user": {{"@odata.type": "#microsoft.graph.identity", "id": "o"}}}},
        "final": {{"@odata.type": "#microsoft.graph.identitySet", "phone": {{"@odata.type": "#microsoft.graph.identity", "id": "+1"}}}}}}],
        "incomingContext": {{"@odata.type": "#microsoft.graph.incomingContext", "observedParticipantId": "2", "sourceParticipantId": "1",
        "onBehalfOf": {{"@odata.type": "#microsoft.graph.identitySet", "user": {{"@odata.type": "#microsoft.graph.identity", "id": "3"}}}},
        "transferor": {{"@odata.type": "#microsoft.graph.identitySet", "user": {{"@odata.type": "#microsoft.graph.identity", "id": "4"}}}}}},
        "chatInfo": {CHAT}, "meetingInfo": {ORGANIZER}}}}}"##
    );
    let read: CallNotification<'_> = whole(&entry);
    let call = read.call();
    assert_eq!((read.change_type(), read.call_id()), (Some("created"), Some(id(CALL))));
    assert_eq!(
        (call.tenant_id(), call.call_chain_id(), call.my_participant_id()),
        (Some("t"), Some("chain"), Some("me"))
    );
    assert!(call.requested.contains(Modality::Video) && call.is_group_call());
    assert_eq!(call.source().unwrap().identity.unwrap().kind, IdentityKind::Application);
    assert_eq!(call.targets().next().unwrap().id(), Some("u1"));
    let context = call.incoming_context().unwrap();
    assert_eq!((context.source_participant_id, context.observed_participant_id), (Some("1"), Some("2")));
    assert_eq!(context.transferor.unwrap().id, Some("4"));
    let route = call.call_routes().next().unwrap();
    assert_eq!(route.last.unwrap(), Identity::new(IdentityKind::Phone, "+1"));
    // The entry of a body, one by one; the machine's reader takes the same body.
    let body = format!(
        r#"{{"value": [{entry}, {{"changeType": "updated", "resourceUrl": "/communications/calls/{CALL}/participants",
        "resourceData": [{{"id": "p"}}]}}]}}"#
    );
    let entries: Vec<_> = CallEntries::new(body.as_bytes()).map(Result::unwrap).collect();
    assert_eq!((&entries[0], entries[1].call_id()), (&read, None));
    assert_eq!(Entries::new(body.as_bytes()).map(Result::unwrap).count(), 2);
}

#[test]
fn what_joins_again_is_a_creation() {
    let json = format!(
        r##"{{"id": "{CALL}", "direction": "outgoing", "callbackUri": "https://bot/calls", "callChainId": "chain", "myParticipantId": "me",
        "source": {BOT}, "tenantId": "t", "requestedModalities": ["audio"], "mediaConfig": {FETCHED}, "chatInfo": {CHAT},
        "meetingInfo": {ORGANIZER}, "subject": "s"}}"##
    );
    let answer: CallResource<'_> = read(&json);
    let again: serde_json::Value = serde_json::to_value(answer.rejoin().unwrap()).unwrap();
    let mut given: serde_json::Value = serde_json::from_str(&json).unwrap();
    let members = given.as_object_mut().unwrap();
    for old in ["id", "direction", "callChainId", "myParticipantId", "source"] {
        members.remove(old);
    }
    members.insert("@odata.type".to_owned(), "#microsoft.graph.call".into());
    assert_eq!(again, given);
    assert_eq!(Create::default().with_chat_info(ChatInfo::new("19:1")).rejoin(), None, "there is no meeting to join");
}

#[test]
fn routes_are_counted_and_kept() {
    let route = CallRoute::new(
        RoutingType::Lookup,
        Identity::new(IdentityKind::User, "1"),
        Identity::new(IdentityKind::User, "2"),
    );
    let four = (0..4).fold(CallResource::default(), |call, _| call.with_call_route(route));
    assert_eq!(four.call_routes().collect::<Vec<_>>(), [route; 4]);
    let json = serde_json::to_string(&four).unwrap();
    assert_eq!(read::<CallResource<'_>>(&json), four);
    let error = serde_json::to_string(&four.with_call_route(route)).unwrap_err().to_string();
    assert_eq!(error, "callRoutes has 5 elements, of which 4 were kept");
}

#[test]
fn an_entry_of_a_call_is_built() {
    let context = IncomingContext::default()
        .with_observed_participant_id("2")
        .with_on_behalf_of(Identity::new(IdentityKind::User, "3"))
        .with_source_participant_id("1")
        .with_transferor(Identity::new(IdentityKind::Guest, "4").with_detail("a@b"));
    let call = CallResource::default()
        .with_id_text("i")
        .with_call_chain_id("c")
        .with_my_participant_id("m")
        .with_incoming_context(context);
    let entry =
        CallNotification::new(ChangeType::Created, call).with_resource("/app/calls").with_resource_url("/app/calls");
    let json = serde_json::to_string(&entry).unwrap();
    assert_eq!(read::<CallNotification<'_>>(&json), entry);
    assert_eq!(entry.call().incoming_context(), Some(context));
    assert_eq!(entry.call_id(), None, "`i` is no id");
}
