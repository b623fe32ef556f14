//! The chat of a meeting: `chatInfo`.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Failed, Source, Texts, keep_text};

/// The chat of a meeting: `chatInfo`.
///
/// ```
/// use call_lifecycle::wire::{ChatInfo, Create};
/// let chat = ChatInfo::new("19:meeting_Win6Ydo4wsMijFjZS00ZGVjLTk5MGUtOTRjNWY2NmNkYTFm@thread.v2").with_message_id("0");
/// assert_eq!(Create::default().with_chat_info(chat).chat_info(), Some(chat));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ChatInfo<'t> {
    /// `threadId`: the thread of the meeting.
    pub thread_id: Option<&'t str>,
    /// `messageId`: the message in the thread, `0` for the meeting itself.
    pub message_id: Option<&'t str>,
    /// `replyChainMessageId`: the message that started the thread of a meeting in a channel.
    pub reply_chain_message_id: Option<&'t str>,
}

impl<'t> ChatInfo<'t> {
    /// The chat of a thread.
    #[must_use]
    pub const fn new(thread: &'t str) -> Self {
        Self { thread_id: Some(thread), message_id: None, reply_chain_message_id: None }
    }

    /// The same with this `messageId`.
    #[must_use]
    pub const fn with_message_id(self, message: &'t str) -> Self {
        Self { message_id: Some(message), ..self }
    }

    /// The same with this `replyChainMessageId`.
    #[must_use]
    pub const fn with_reply_chain_message_id(self, message: &'t str) -> Self {
        Self { reply_chain_message_id: Some(message), ..self }
    }

    /// The chat at a place among the texts of a body, if any of it is there.
    pub(in crate::wire) fn get<const K: usize>(texts: &'t Texts<'_, K>, at: usize) -> Option<Self> {
        let text = |offset| texts.get(at.saturating_add(offset));
        let chat = Self { thread_id: text(0), message_id: text(1), reply_chain_message_id: text(2) };
        (chat != Self::default()).then_some(chat)
    }

    pub(in crate::wire) fn put<const K: usize>(self, texts: &mut Texts<'t, K>, at: usize) {
        for (offset, text) in [self.thread_id, self.message_id, self.reply_chain_message_id].into_iter().enumerate() {
            texts.put(at.saturating_add(offset), text);
        }
    }

    pub(in crate::wire) fn read<const K: usize>(
        texts: &mut Texts<'t, K>,
        at: usize,
        map: &mut dyn Source<'t>,
    ) -> Result<(), Failed> {
        // A member that comes twice leaves nothing of the first.
        texts.clear_all(at, CHAT);
        map.value(Fill(&mut ChatRead { texts, at }, Kind::OrNull))
    }
}

/// How many texts a chat has.
pub(in crate::wire) const CHAT: usize = 3;

members! { ChatKey {
    Thread = "threadId",
    Message = "messageId",
    ReplyChainMessage = "replyChainMessageId",
} }

struct ChatRead<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    at: usize,
}

impl<'de, const K: usize> Object<'de> for ChatRead<'_, 'de, K> {
    type Key = ChatKey;
    const WHAT: &'static str = "chatInfo";

    fn member(&mut self, key: ChatKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (offset, member) = match key {
            ChatKey::Thread => (0, "chatInfo.threadId"),
            ChatKey::Message => (1, "chatInfo.messageId"),
            ChatKey::ReplyChainMessage => (2, "chatInfo.replyChainMessageId"),
        };
        keep_text(self.texts, Some(self.at.saturating_add(offset)), member, map)
    }
}

pub(in crate::wire) struct WriteChat<'t>(pub(in crate::wire) ChatInfo<'t>);

impl Serialize for WriteChat<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "ChatInfo", {
            "@odata.type": Some("#microsoft.graph.chatInfo"),
            "threadId": self.0.thread_id,
            "messageId": self.0.message_id,
            "replyChainMessageId": self.0.reply_chain_message_id,
        })
    }
}
