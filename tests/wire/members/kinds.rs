//! What a member may be, and the values that show it.

/// What a member is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Is {
    /// A free text, kept as it is.
    Text,
    /// A free text of which an empty one says nothing.
    Filled,
    /// One of these words; any other is absent.
    Word(&'static [&'static str]),
    /// The state of a call: an unknown word is kept as unknown.
    State,
    Flag,
    Number,
    /// A number, or a text of one.
    Code,
    /// The same, and any other text is absent.
    Subcode,
    /// An object: its name in errors, and two that differ.
    Object(&'static str, &'static str, &'static str),
    /// The same, and an empty one is there.
    Present(&'static str, &'static str, &'static str),
    /// An object or an array of objects.
    Data(&'static str, &'static str, &'static str),
    /// A list of objects: the name of an element in errors, and two elements that differ.
    Objects(&'static str, &'static str, &'static str),
    /// The entries of a notification.
    Entries,
    /// A list of words, of which an unknown one is `unknown`.
    Modalities,
    /// A list of tones, of which an unknown one is an error.
    Tones,
    /// A list of stop tones.
    Sequences,
    /// A list of free texts.
    Texts,
}

pub(super) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// A text with all of its letters as escapes.
pub(super) fn escaped(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
    format!("\"{}\"", units.collect::<String>())
}

/// The word in lower case, in upper case, and in both by turns.
pub(super) fn cases(word: &str) -> [String; 3] {
    let by_turns = |(index, letter): (usize, char)| {
        if index % 2 == 0 { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
    };
    [word.to_lowercase(), word.to_uppercase(), word.chars().enumerate().map(by_turns).collect()]
}

impl Is {
    /// Two values that differ.
    pub(super) fn samples(self) -> [String; 2] {
        let list = |element: &str| format!("[{element}]");
        match self {
            Self::Text | Self::Filled => ["\"one\"".into(), "\"two\"".into()],
            Self::Word(words) => [words.first(), words.last()].map(|word| quoted(word.unwrap())),
            Self::State => ["\"established\"".into(), "\"transferAccepted\"".into()],
            Self::Flag => ["true".into(), "false".into()],
            Self::Number | Self::Code | Self::Subcode => ["7".into(), "8".into()],
            Self::Object(_, one, two) | Self::Present(_, one, two) | Self::Data(_, one, two) => {
                [one.into(), two.into()]
            }
            Self::Objects(_, one, two) => [list(one), list(two)],
            Self::Entries => [r#"[{"resource": "1"}]"#.into(), r#"[{"resource": "2"}]"#.into()],
            Self::Modalities => [r#"["audio"]"#.into(), r#"["video", "data"]"#.into()],
            Self::Tones => [r#"["tone1"]"#.into(), r#"["pound", "star"]"#.into()],
            Self::Sequences => [r##"["#"]"##.into(), r#"["11", "*"]"#.into()],
            Self::Texts => [r#"["one"]"#.into(), r#"["two", "three"]"#.into()],
        }
    }

    /// Values that it must not have, `null` apart.
    pub(super) const fn wrong(self) -> &'static [&'static str] {
        match self {
            Self::Text | Self::Filled | Self::Word(_) | Self::State => &["1", "-1", "1.5", "true", "[]", "{}"],
            Self::Flag => &["1", "0", "\"true\"", "\"\"", "[]", "{}"],
            Self::Number => &["\"7\"", "\"\"", "1.5", "true", "[]", "{}", "9223372036854775808"],
            Self::Code => &["\"x\"", "\"7x\"", "1.5", "true", "[]", "{}", "9223372036854775808"],
            Self::Subcode => &["1.5", "true", "[]", "{}", "2147483648", "-2147483649"],
            Self::Object(..) | Self::Present(..) => &["1", "\"\"", "true", "[]", "[{}]"],
            Self::Data(..) => &["1", "\"\"", "true", "[1]", "[[]]"],
            Self::Objects(..) => &["1", "\"\"", "true", "{}", "[1]", "[[]]"],
            Self::Entries => &["1", "\"\"", "true", "{}", "[1]", "[[]]", "null", "[null]"],
            Self::Modalities | Self::Sequences | Self::Texts => &["1", "\"\"", "true", "{}", "[1]", "[{}]"],
            Self::Tones => &["1", "\"\"", "true", "{}", "[1]", "[{}]", "[\"ding\"]", "[\"\"]"],
        }
    }

    /// What its errors call it, where that is not its name.
    pub(super) const fn called(self) -> Option<&'static str> {
        match self {
            Self::Object(what, ..) | Self::Present(what, ..) | Self::Data(what, ..) => Some(what),
            _ => None,
        }
    }

    /// What is empty of its kind, and whether this is the same as an absent one.
    pub(super) const fn empty(self) -> Option<(&'static str, bool)> {
        match self {
            Self::Text => Some(("\"\"", false)),
            Self::Filled | Self::Word(_) | Self::Code | Self::Subcode => Some(("\"\"", true)),
            // A word that is not known.
            Self::State => Some(("\"\"", false)),
            Self::Flag | Self::Number => None,
            Self::Object(..) | Self::Data(..) => Some(("{}", true)),
            Self::Present(..) => Some(("{}", false)),
            Self::Objects(..) | Self::Entries | Self::Modalities => Some(("[]", true)),
            Self::Tones | Self::Sequences | Self::Texts => Some(("[]", true)),
        }
    }

    /// The words of which it has one or several.
    pub(super) const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Word(words) => words,
            Self::State => &["incoming", "established", "transferAccepted", "terminated"],
            Self::Modalities => &["audio", "video", "videoBasedScreenSharing", "data", "unknown"],
            Self::Tones => &["tone0", "tone9", "star", "pound", "a", "d", "flash"],
            _ => &[],
        }
    }

    /// The value with this one word.
    pub(super) fn of_word(self, quoted: &str) -> String {
        if matches!(self, Self::Modalities | Self::Tones) { format!("[{quoted}]") } else { quoted.into() }
    }

    /// The columns of the document: what it is, and what empty and odd casing mean.
    pub(super) const fn columns(self) -> [&'static str; 3] {
        match self {
            Self::Text => ["text", "kept, and counts as absent", "kept"],
            Self::Filled => ["text that names", "absent", "kept"],
            Self::Word(_) => ["word", "absent, as any unknown word", "the word"],
            Self::State => ["state", "an unknown state, as any unknown word", "the word"],
            Self::Flag => ["flag", "", ""],
            Self::Number => ["number", "", ""],
            Self::Code => ["number or text of one", "absent", ""],
            Self::Subcode => ["number or text", "absent, as any text that is no number", ""],
            Self::Object(..) => ["object", "absent", ""],
            Self::Present(..) => ["object that may be empty", "there", ""],
            Self::Data(..) => ["object or array of objects", "absent", ""],
            Self::Objects(..) => ["list of objects", "absent", ""],
            Self::Entries => ["list of entries", "no entries", ""],
            Self::Modalities => ["list of words", "absent; an unknown word is `unknown`", "the word"],
            Self::Tones => ["list of tones", "absent; an unknown word is an error", "the word"],
            Self::Sequences => ["list of stop tones", "absent", "other tones: an error when it is checked"],
            Self::Texts => ["list of texts", "absent", "kept"],
        }
    }
}
