//! `docs/graph-facts.txt`: what Graph's metadata has, and what each end does with it.

/// A kind of thing that the metadata has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Action,
    Parameter,
    Type,
    Member,
    Enum,
    Word,
}

impl Kind {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Action, "action"),
        (Self::Parameter, "parameter"),
        (Self::Type, "type"),
        (Self::Member, "member"),
        (Self::Enum, "enum"),
        (Self::Word, "word"),
    ];

    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// A version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    V1,
    Beta,
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    pub kind: Kind,
    pub name: String,
    /// The type of a parameter or member, or the base of a type.
    pub of: String,
    /// `yes`, `no`, or `-` where the source does not state it.
    pub nullable: String,
    /// `both`, `v1.0` or `beta`.
    pub within: String,
    pub application: String,
    pub service: String,
    pub why: String,
}

impl Entry {
    pub fn is_in(&self, version: Version) -> bool {
        match self.within.as_str() {
            "both" => true,
            "v1.0" => version == Version::V1,
            _ => version == Version::Beta,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct List {
    /// The version, the date and the place of each source.
    pub sources: Vec<[String; 3]>,
    /// Types that do not belong here, and why.
    pub outside: Vec<[String; 2]>,
    pub entries: Vec<Entry>,
}

impl List {
    /// Reads the list.
    ///
    /// # Errors
    /// The line that is wrong, and what was expected.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut list = Self::default();
        for (line, number) in text.lines().zip(1..) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split(" | ").collect();
            list.add(&cells).map_err(|expected| format!("line {number} is {line:?}, but must be {expected}"))?;
        }
        Ok(list)
    }

    fn add(&mut self, cells: &[&str]) -> Result<(), String> {
        let text = |cell: &&str| (*cell).to_owned();
        match cells {
            ["source", version, date, place] => self.sources.push([version, date, place].map(text)),
            ["outside", name, why] => self.outside.push([name, why].map(text)),
            [kind, name, of, nullable, within, application, service, why @ ..] if why.len() < 2 => {
                let found = Kind::ALL.iter().find(|(_, word)| word == kind);
                let (kind, _) = found.ok_or("action, parameter, type, member, enum or word first")?;
                let one_of = |cell: &str, words: &[&str]| match words.contains(&cell) {
                    true => Ok(()),
                    false => Err(format!("one of {} where it has {cell:?}", words.join(", "))),
                };
                one_of(nullable, &["yes", "no", "-"])?;
                one_of(within, &["both", "v1.0", "beta"])?;
                one_of(application, &["acts", "keeps", "ignores"])?;
                one_of(service, &["acts", "keeps", "ignores"])?;
                if why.is_empty() && (*application == "ignores" || *service == "ignores") {
                    return Err("with a reason at its end, as something is ignored".to_owned());
                }
                if self.entries.iter().any(|entry| entry.kind == *kind && entry.name == *name) {
                    return Err("there once".to_owned());
                }
                self.entries.push(Entry {
                    kind: *kind,
                    name: text(name),
                    of: text(of),
                    nullable: text(nullable),
                    within: text(within),
                    application: text(application),
                    service: text(service),
                    why: why.first().map(text).unwrap_or_default(),
                });
            }
            _ => return Err("a source, an outside, or seven or eight columns".to_owned()),
        }
        Ok(())
    }

    pub fn find(&self, kind: Kind, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.kind == kind && entry.name == name)
    }
}
