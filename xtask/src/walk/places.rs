//! From addresses to files and functions.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use addr2line::Loader;
use object::{Object, ObjectSymbol};

use super::trace::Trace;

/// Where an instruction comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the root of the repository.
    pub file: String,
    /// The function's symbol.
    pub function: String,
}

/// The places of a program.
pub struct Places {
    loader: Loader,
    /// What is added to an address of the program's file where it is loaded.
    bias: u64,
    /// The sources of the library: `src/` below the root.
    sources: String,
    symbols: HashMap<u64, String>,
    places: HashMap<u64, Option<Place>>,
}

impl Places {
    pub fn new(program: &Path, trace: &Trace, root: &Path) -> Result<Self, Box<dyn Error>> {
        let bytes = fs::read(program)?;
        let object = object::File::parse(bytes.as_slice())?;
        let marker = object
            .symbols()
            .find(|symbol| symbol.name().is_ok_and(|name| name.contains("traced_from_here")))
            .ok_or("the program has no symbol `traced_from_here`")?;
        let bias = trace.marker.wrapping_sub(marker.address());
        let loader = Loader::new(program).map_err(|error| format!("{}: {error}", program.display()))?;
        let sources = format!("{}/", root.join("src").display());
        Ok(Self { loader, bias, sources, symbols: HashMap::new(), places: HashMap::new() })
    }

    /// The places of the library's sources between two functions.
    pub fn between(&mut self, from: &str, to: &str, addresses: &[u64]) -> Result<Vec<Place>, Box<dyn Error>> {
        let is = |places: &mut Self, name: &str, address: &u64| places.symbol(*address).contains(name);
        let first =
            addresses.iter().position(|address| is(self, from, address)).ok_or("the first marker is not passed")?;
        let rest = addresses.get(first..).unwrap_or_default();
        let last = rest.iter().position(|address| is(self, to, address)).ok_or("the last marker is not passed")?;
        let mut between = Vec::new();
        for address in rest.get(..last).unwrap_or_default() {
            between.extend(self.place(*address)?);
        }
        Ok(between)
    }

    fn symbol(&mut self, address: u64) -> &str {
        let address = address.wrapping_sub(self.bias);
        let loader = &self.loader;
        self.symbols.entry(address).or_insert_with(|| loader.find_symbol(address).unwrap_or_default().to_owned())
    }

    /// The place of an instruction, if it is in the library's sources.
    fn place(&mut self, address: u64) -> Result<Option<Place>, Box<dyn Error>> {
        let at = address.wrapping_sub(self.bias);
        if let Some(place) = self.places.get(&at) {
            return Ok(place.clone());
        }
        let location = self.loader.find_location(at).map_err(|error| format!("address {at:x}: {error}"))?;
        // What the compiler adds has no line, though it has a file.
        let file =
            location.filter(|location| location.line.is_some_and(|line| line > 0)).and_then(|location| location.file);
        let file = file.and_then(|file| file.strip_prefix(&self.sources));
        let file = file.map(|file| format!("src/{file}"));
        let place = file.map(|file| Place { file, function: self.symbol(address).to_owned() });
        self.places.insert(at, place.clone());
        Ok(place)
    }
}
