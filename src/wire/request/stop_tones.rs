//! The stop tones of a recording, as lists of texts.

use heapless::String;
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use crate::record::{StopToneError, StopTones, Tone};
use crate::wire::json::{Element, Failed, Piece, Source, Take, Text, TextError};

pub(super) struct Tones(pub(super) Result<StopTones, StopToneError>);

impl<'de> Element<'de> for Tones {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        Ok(seq.element(Text(Sequence(&mut self.0)))?.is_some())
    }
}

/// Adds one more sequence, up to the first that is not allowed.
struct Sequence<'t>(&'t mut Result<StopTones, StopToneError>);

impl<'de> Take<'de> for Sequence<'_> {
    type Value = ();

    fn member(&self) -> &'static str {
        "stopTones"
    }

    fn take(self, piece: Piece<'de, '_>) -> Result<(), TextError> {
        let mut escapes = Ok(());
        let symbols = piece.symbols().map_while(|symbol| symbol.map_err(|error| escapes = Err(error)).ok());
        if let Ok(tones) = *self.0 {
            *self.0 = tones.with_symbols(symbols);
        }
        escapes
    }
}

pub(super) struct WriteTones(pub(super) Result<StopTones, StopToneError>);

impl Serialize for WriteTones {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tones = self.0.map_err(S::Error::custom)?;
        let (sequences, lengths) = tones.words();
        let mut list = serializer.serialize_seq(Some(tones.len()))?;
        for (symbols, index) in sequences.into_iter().take(tones.len()).zip(0_u32..) {
            let length = lengths.checked_shr(index.saturating_mul(4)).unwrap_or(0) & 15;
            // The last symbol is the lowest four bits.
            let symbol = |place: u32| {
                let number = symbols.checked_shr(place.saturating_mul(4)).unwrap_or(0) & 15;
                Tone::ALL.get(usize::try_from(number).ok()?)?.symbol()
            };
            let mut text = String::<{ StopTones::MAX_SYMBOLS }>::new();
            for symbol in (0..length).rev().filter_map(symbol) {
                text.push(symbol).map_err(|_| S::Error::custom("stopTones has a sequence that is too long"))?;
            }
            list.serialize_element(text.as_str())?;
        }
        list.end()
    }
}
