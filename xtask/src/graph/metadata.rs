//! A metadata file (CSDL) against the list.

use std::collections::BTreeSet;
use std::error::Error;

use roxmltree::{Document, Node};

use super::list::{Kind, List, Version};

/// The types to which actions of a call are bound, and how the list names their place.
const BOUND: [(&str, &str); 4] = [
    ("graph.call", "call"),
    ("graph.participant", "participant"),
    ("Collection(graph.call)", "calls"),
    ("Collection(graph.participant)", "participants"),
];
const NAMESPACE: &str = "microsoft.graph";

/// What is in metadata of a version, and in the list for it: a line for each difference.
///
/// # Errors
/// If the text is not XML, or is no metadata of Graph.
pub fn differences(list: &List, text: &str, version: Version) -> Result<Vec<String>, Box<dyn Error>> {
    let document = Document::parse(text)?;
    let schemas = document
        .descendants()
        .filter(|node| node.tag_name().name() == "Schema" && node.attribute("Namespace") == Some(NAMESPACE));
    let elements: Vec<Node<'_, '_>> = schemas.flat_map(|schema| schema.children()).filter(Node::is_element).collect();
    if elements.is_empty() {
        return Err(format!("there is no Schema of {NAMESPACE}: it is no metadata of Graph").into());
    }
    let mut found = Found { list, version, seen: BTreeSet::new(), lines: Vec::new(), reached: Vec::new() };
    for element in &elements {
        match element.tag_name().name() {
            "Action" => found.action(*element),
            "EntityType" | "ComplexType" => found.structure(*element),
            "EnumType" => found.enumeration(*element),
            _ => {}
        }
    }
    found.new_types(&elements);
    found.gone();
    Ok(found.lines)
}

struct Found<'l> {
    list: &'l List,
    version: Version,
    /// What the metadata has of the list, by kind and name.
    seen: BTreeSet<(&'static str, String)>,
    lines: Vec<String>,
    /// Types of members and parameters, and where they are.
    reached: Vec<(String, String)>,
}

fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.attribute("Name").unwrap_or_default()
}

/// `identity` of `Collection(graph.identity)`; `None` for a primitive type.
fn bare(of: &str) -> Option<&str> {
    let of = of.strip_prefix("Collection(").map_or(of, |of| of.trim_end_matches(')'));
    let of = of.strip_prefix(NAMESPACE).or_else(|| of.strip_prefix("graph")).and_then(|of| of.strip_prefix('.'));
    // Another namespace, such as that of the call records, is none of ours.
    of.filter(|of| !of.contains('.'))
}

/// `Collection(identity)` of `Collection(graph.identity)`, as in the list.
fn short(of: &str) -> String {
    of.replace("microsoft.graph.", "").replace("graph.", "").replace("Edm.", "")
}

impl Found<'_> {
    /// Notes that the metadata has something. If it is new, or another type or another nullability
    /// than in the list, that is said.
    fn has(&mut self, kind: Kind, name: String, of: &str, nullable: Option<&str>) {
        let entry = self.list.find(kind, &name).filter(|entry| entry.is_in(self.version));
        match (entry, kind) {
            (None, _) => {
                let of = if of.is_empty() { String::new() } else { format!(": {}", short(of)) };
                let required = if nullable == Some("no") { ", not nullable" } else { "" };
                self.lines.push(format!("new {} {name}{of}{required}", kind.as_str()));
            }
            (Some(entry), Kind::Parameter | Kind::Member) => {
                if entry.of != short(of) {
                    self.lines.push(format!("{} {name} is {}, and was {}", kind.as_str(), short(of), entry.of));
                }
                if let Some(now) = nullable.filter(|now| entry.nullable != *now && entry.nullable != "-") {
                    self.lines.push(format!("{} {name}: nullable is {now}, and was {}", kind.as_str(), entry.nullable));
                }
            }
            (Some(_), _) => {}
        }
        self.seen.insert((kind.as_str(), name));
    }

    fn part(&mut self, kind: Kind, name: String, node: Node<'_, '_>) {
        let of = node.attribute("Type").unwrap_or_default();
        if let Some(of) = bare(of) {
            self.reached.push((of.to_owned(), name.clone()));
        }
        let nullable = if node.attribute("Nullable") == Some("false") { "no" } else { "yes" };
        self.has(kind, name, of, Some(nullable));
    }

    fn action(&mut self, action: Node<'_, '_>) {
        let mut parameters = action.children().filter(|node| node.tag_name().name() == "Parameter");
        let bound = parameters.next().and_then(|parameter| parameter.attribute("Type")).unwrap_or_default();
        let bound = bound.replace("microsoft.graph.", "graph.");
        let Some((_, place)) = BOUND.iter().find(|(of, _)| *of == bound) else { return };
        let action = format!("{place}.{}", name(action));
        self.has(Kind::Action, action.clone(), "", None);
        for parameter in parameters {
            self.part(Kind::Parameter, format!("{action}.{}", name(parameter)), parameter);
        }
    }

    fn structure(&mut self, node: Node<'_, '_>) {
        if self.list.find(Kind::Type, name(node)).is_some_and(|entry| entry.is_in(self.version)) {
            self.members(node);
        }
    }

    fn members(&mut self, node: Node<'_, '_>) {
        self.has(Kind::Type, name(node).to_owned(), "", None);
        let parts = |part: &Node<'_, '_>| matches!(part.tag_name().name(), "Property" | "NavigationProperty");
        for part in node.children().filter(parts) {
            self.part(Kind::Member, format!("{}.{}", name(node), name(part)), part);
        }
    }

    fn enumeration(&mut self, node: Node<'_, '_>) {
        if self.list.find(Kind::Enum, name(node)).is_some_and(|entry| entry.is_in(self.version)) {
            self.words(node);
        }
    }

    fn words(&mut self, node: Node<'_, '_>) {
        self.has(Kind::Enum, name(node).to_owned(), "", None);
        for word in node.children().filter(|word| word.tag_name().name() == "Member") {
            self.has(Kind::Word, format!("{}.{}", name(node), name(word)), "", None);
        }
    }

    /// Types that stand on those of the list, or are reached from them.
    fn new_types(&mut self, elements: &[Node<'_, '_>]) {
        let is_known = |list: &List, version, of: &str| {
            let listed = [Kind::Type, Kind::Enum].into_iter().find_map(|kind| list.find(kind, of));
            listed.is_some_and(|entry| entry.is_in(version)) || list.outside.iter().any(|[name, _]| name == of)
        };
        for element in elements {
            let base = element.attribute("BaseType").and_then(bare).unwrap_or_default();
            // Identities and sets of them are the base of many that are not of calls.
            let is_ours = match base {
                "entity" => false,
                "identity" | "identitySet" => name(*element).starts_with("communications"),
                base => self.list.find(Kind::Type, base).is_some(),
            };
            if is_ours && !is_known(self.list, self.version, name(*element)) {
                self.members(*element);
            }
        }
        let reached = std::mem::take(&mut self.reached);
        let mut told = BTreeSet::new();
        for (of, place) in reached {
            if is_known(self.list, self.version, &of) || !told.insert(of.clone()) {
                continue;
            }
            self.lines.push(format!("new type {of}, of {place}"));
            let element = elements.iter().find(|element| name(**element) == of);
            match element.map(|element| (element, element.tag_name().name())) {
                Some((element, "EnumType")) => self.words(*element),
                Some((element, _)) => self.members(*element),
                None => {}
            }
        }
    }

    /// What the list has for this version, and the metadata has not.
    fn gone(&mut self) {
        for entry in self.list.entries.iter().filter(|entry| entry.is_in(self.version)) {
            if !self.seen.contains(&(entry.kind.as_str(), entry.name.clone())) {
                self.lines.push(format!("gone: {} {}", entry.kind.as_str(), entry.name));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{List, Version, differences};

    const LIST: &str = "type | call | entity | - | both | acts | acts
member | call.state | callState | yes | both | acts | acts
member | call.subject | String | yes | both | keeps | keeps
enum | callState | - | - | both | acts | acts
word | callState.hold | - | - | both | acts | acts
action | call.mute | - | - | both | acts | acts
parameter | call.mute.clientContext | String | yes | beta | acts | acts";

    fn metadata(call: &str, rest: &str) -> String {
        format!(
            r#"<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
            <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
            <EnumType Name="callState"><Member Name="hold"/></EnumType>
            <EntityType Name="call" BaseType="graph.entity"><Property Name="state" Type="graph.callState"/>{call}</EntityType>
            <Action Name="mute" IsBound="true"><Parameter Name="bindingParameter" Type="graph.call"/></Action>
            {rest}</Schema></edmx:DataServices></edmx:Edmx>"#
        )
    }

    fn told(call: &str, rest: &str, version: Version) -> Vec<String> {
        let list = List::read(LIST).map_err(|wrong| panic!("{wrong}")).unwrap_or_default();
        differences(&list, &metadata(call, rest), version).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_same_metadata_has_nothing_new() {
        assert_eq!(told(r#"<Property Name="subject" Type="Edm.String"/>"#, "", Version::V1), [""; 0]);
    }

    #[test]
    fn what_is_new_gone_or_different_is_told() {
        let call =
            r#"<Property Name="subject" Type="Edm.String" Nullable="false"/><Property Name="mood" Type="graph.mood"/>"#;
        let rest = r#"<EnumType Name="mood"><Member Name="good"/></EnumType>
            <EntityType Name="videoCall" BaseType="graph.call"><Property Name="size" Type="Edm.Int32"/></EntityType>
            <Action Name="dance"><Parameter Name="bindingParameter" Type="Collection(graph.participant)"/>
            <Parameter Name="tune" Type="Edm.String" Nullable="false"/></Action>
            <Action Name="other"><Parameter Name="bindingParameter" Type="graph.user"/></Action>"#;
        assert_eq!(
            told(call, rest, Version::V1),
            [
                "member call.subject: nullable is no, and was yes",
                "new member call.mood: mood",
                "new action participants.dance",
                "new parameter participants.dance.tune: String, not nullable",
                "new type videoCall",
                "new member videoCall.size: Int32",
                "new type mood, of call.mood",
                "new enum mood",
                "new word mood.good",
            ]
        );
        assert_eq!(
            told("", "", Version::Beta),
            ["gone: member call.subject", "gone: parameter call.mute.clientContext"]
        );
    }

    #[test]
    fn another_text_is_refused() {
        let refused = |text: &str| differences(&List::default(), text, Version::V1).map_err(|error| error.to_string());
        assert_eq!(
            refused("<a/>"),
            Err("there is no Schema of microsoft.graph: it is no metadata of Graph".to_owned())
        );
        assert!(refused("not even XML").is_err());
    }
}
