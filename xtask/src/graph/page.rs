//! `docs/graph.md`, from the list.

use std::fmt::Write;

use super::list::{Kind, List};

const HEAD: &str = "\
# Graph's metadata, row by row

<!-- Made from graph-facts.txt by `cargo xtask graph`. -->

Every action, type, member and word of an enumeration that the metadata has of a call, in v1.0 and in
beta, and what each end of this crate does with it. A test holds each row against the code: what is
acted on or kept is read and written back by `wire`, and what is ignored is not.

| | |
|---|---|
| acts | the machine of this end acts on it, or the layer that feeds it does |
| keeps | `wire` reads and writes it, and the host decides |
| ignores | it is not read, on purpose; the row says why |

A row in bold is an action, a type or an enumeration, and the rows after it are its parameters, members or
words. \"Nullable\" is what the metadata says; the model of beta does not state it (\"-\"). What is not nullable
is required of a request (choice 68).

";

/// The whole page.
pub fn of(list: &List) -> String {
    let mut page = HEAD.to_owned();
    // Text into a string cannot fail.
    page.push_str("Made from:\n\n");
    for [version, date, place] in &list.sources {
        let _ = writeln!(page, "- {version}: {place}, of {date}");
    }
    page.push_str("\nReached from here, and not listed:\n\n");
    for [name, why] in &list.outside {
        let _ = writeln!(page, "- `{name}`: {why}");
    }
    page.push_str(
        "\n| what | kind | type | nullable | in | application | service | why |\n|---|---|---|---|---|---|---|---|\n",
    );
    for entry in &list.entries {
        let name = match entry.kind {
            Kind::Action | Kind::Type | Kind::Enum => format!("**{}**", entry.name),
            Kind::Parameter | Kind::Member | Kind::Word => entry.name.clone(),
        };
        let kind = entry.kind.as_str();
        let [of, nullable] = [&entry.of, &entry.nullable].map(|cell| if cell == "-" { "" } else { cell.as_str() });
        let nullable = match (entry.kind, nullable) {
            (Kind::Parameter | Kind::Member, "") => "-",
            (_, nullable) => nullable,
        };
        let (within, application, service) = (&entry.within, &entry.application, &entry.service);
        let _ = writeln!(
            page,
            "| {name} | {kind} | {of} | {nullable} | {within} | {application} | {service} | {} |",
            entry.why
        );
    }
    page
}
