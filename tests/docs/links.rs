//! Links of the documents lead to files that are there, on GitHub, on a registry page and in rustdoc.

use std::collections::BTreeMap;
use std::path::Path;

use crate::documents::{documents, is_public, read, root};

/// `repository` of the workspace.
fn repository() -> String {
    let manifest = read("Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix("repository = \"")).expect("there is a repository");
    line.trim_end_matches('"').to_owned()
}

/// The targets of inline links, pictures, and link definitions.
fn targets(text: &str) -> Vec<&str> {
    let inline = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    inline.chain(pictures).chain(definitions(text).into_values()).collect()
}

/// The link definitions `[name]: target`.
fn definitions(text: &str) -> BTreeMap<&str, &str> {
    text.lines().filter_map(|line| line.strip_prefix('[')?.split_once("]: ")).collect()
}

#[test]
fn relative_links_lead_to_files() {
    for document in documents(|path| is_public(path) && path.ends_with(".md") && path != "docs/rustdoc-links.md") {
        let folder = Path::new(&document.path).parent().unwrap();
        for target in targets(&document.text) {
            let (file, _) = target.split_once('#').unwrap_or((target, ""));
            if file.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let there = root().join(folder).join(file).exists();
            assert!(there, "{} links to {target}, which is not there", document.path);
        }
    }
}

/// A registry shows the README alone.
#[test]
fn the_readme_links_by_address_alone() {
    let (readme, repository) = (read("README.md"), repository());
    let raw = repository.replace("https://github.com/", "https://raw.githubusercontent.com/");
    for target in targets(&readme).into_iter().filter(|target| !target.starts_with('#')) {
        assert!(target.starts_with("https://"), "{target} leads nowhere on a registry page");
        let ours = [format!("{repository}/blob/main/"), format!("{repository}/tree/main/"), format!("{raw}/main/")];
        let file = ours.iter().find_map(|prefix| target.strip_prefix(prefix.as_str()));
        let there = file.is_none_or(|file| root().join(file.split('#').next().unwrap()).exists());
        assert!(there, "{target} leads to nothing");
    }
}

/// Rustdoc shows each document as a module, and takes its links from a separate list.
#[test]
fn documents_in_rustdoc_have_their_links() {
    let links = read("docs/rustdoc-links.md");
    let known = definitions(&links);
    let modules = read("src/docs.rs");
    for file in modules.split("include_str!(\"../").skip(1).filter_map(|rest| rest.split('"').next()) {
        if !file.ends_with(".md") || file == "docs/rustdoc-links.md" {
            continue;
        }
        let text = read(file);
        for (name, target) in definitions(&text).into_iter().filter(|(_, target)| !target.contains("://")) {
            assert!(known.contains_key(name), "{file} links to {target}: docs/rustdoc-links.md does not know [{name}]");
        }
        let inline = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in inline {
            assert!(
                target.contains("://") || target.starts_with('#'),
                "{file} links to {target}: define it at the end"
            );
        }
    }
    let repository = repository();
    for (name, target) in known {
        let ours = target.strip_prefix(&format!("{repository}/blob/main/"));
        assert!(ours.is_some() || target.starts_with("crate::docs::"), "[{name}] leads elsewhere: {target}");
        assert!(ours.is_none_or(|file| root().join(file).exists()), "[{name}] leads to nothing: {target}");
    }
}
