//! Ids in both spellings, and the tokens of a `clientContext`, of any text.

use call_lifecycle::{ClientContext, Id};

use super::watch::Watch;

/// Reads the bytes as a text, and as an id.
pub fn run(data: &[u8], _watch: &mut impl Watch) {
    text(&String::from_utf8_lossy(data));
    if let Some(bytes) = data.first_chunk() {
        id(Id::from_u128(u128::from_le_bytes(*bytes)));
    }
}

fn text(text: &str) {
    let read = Id::parse(text);
    assert_eq!(read, text.parse());
    assert_eq!(read.ok(), slowly(text), "{text:?}");
    let hash = ClientContext::hash(text);
    match ClientContext::new(text) {
        Ok(context) => assert_eq!(context, hash),
        Err(error) => assert_eq!(error.units, text.encode_utf16().count()),
    }
    assert_eq!(ClientContext::new(text).is_err(), text.encode_utf16().count() > ClientContext::MAX_UNITS);
    match read {
        Ok(read) => {
            id(read);
            assert_eq!(hash.id(), read, "a GUID is its own value");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    assert_eq!(ClientContext::from_id(hash.id()), hash);
}

/// Both spellings, in either case, are the id.
fn id(id: Id) {
    let (dashed, compact) = (id.to_string(), id.compact().to_string());
    assert_eq!((dashed.len(), compact.len()), (36, 32));
    assert_eq!(dashed.replace('-', "").to_uppercase(), compact);
    for text in [&dashed, &compact, &dashed.to_uppercase(), &compact.to_lowercase()] {
        assert_eq!(Id::parse(text), Ok(id), "{text}");
        assert_eq!(ClientContext::hash(text).id(), id);
    }
    assert_eq!((Id::from_words(id.words()), Id::from_u128(id.as_u128())), (id, id));
}

/// The id of a text, digit by digit.
fn slowly(text: &str) -> Option<Id> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.concat();
    let shape = lengths == [32] || lengths == [8, 4, 4, 4, 12];
    (shape && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then(|| Id::from_u128(u128::from_str_radix(&digits, 16).unwrap()))
}
