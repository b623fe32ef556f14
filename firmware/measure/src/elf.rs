//! The functions of a linked program, their frames, and who calls whom.

use std::collections::BTreeMap;

use object::elf::{R_ARM_ABS32, R_ARM_THM_JUMP19, R_ARM_THM_JUMP24, R_ARM_THM_PC11, R_ARM_THM_PC22};
use object::{File, Object, ObjectSection, ObjectSymbol, RelocationFlags, RelocationTarget, SectionKind, SymbolKind};

pub struct Function {
    pub name: String,
    pub address: u64,
    pub size: u64,
    pub frame: u64,
    /// The functions that it calls.
    pub calls: Vec<usize>,
    /// The functions that it ends in: its own frame is gone by then.
    pub ends_in: Vec<usize>,
}

pub struct Program {
    /// By address.
    pub functions: Vec<Function>,
    /// Code and constants.
    pub flash: u64,
}

impl Program {
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let file = File::parse(bytes).map_err(|error| error.to_string())?;
        let frames = frames(&file)?;
        let mut functions: Vec<Function> = file
            .symbols()
            .filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.size() > 0)
            .map(|symbol| Function {
                name: symbol.name().unwrap_or("?").to_owned(),
                address: code(symbol.address()),
                size: symbol.size(),
                frame: 0,
                calls: Vec::new(),
                ends_in: Vec::new(),
            })
            .collect();
        functions.sort_by_key(|function| function.address);
        functions.dedup_by_key(|function| function.address);
        for function in &mut functions {
            function.frame = *frames.get(&function.address).ok_or_else(|| {
                format!("the frame of {} is not known: build with -Z emit-stack-sizes", function.name)
            })?;
        }
        let flash = file
            .sections()
            .filter(|section| {
                matches!(section.kind(), SectionKind::Text | SectionKind::ReadOnlyData | SectionKind::Data)
            })
            .map(|section| section.size())
            .sum();
        let mut program = Self { functions, flash };
        program.link(&file)?;
        Ok(program)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.functions.iter().map(|function| function.name.as_str())
    }

    pub fn named(&self, name: &str) -> Option<usize> {
        self.functions.iter().position(|function| function.name == name)
    }

    /// The function around an address.
    fn around(&self, address: u64) -> Option<usize> {
        let index = self.functions.partition_point(|function| function.address <= code(address)).checked_sub(1)?;
        let function = &self.functions[index];
        (code(address) - function.address < function.size).then_some(index)
    }

    /// Finds who calls whom by the relocations that the linker has left.
    fn link(&mut self, file: &File<'_>) -> Result<(), String> {
        let mut any = false;
        for section in file.sections() {
            for (place, relocation) in section.relocations() {
                let RelocationTarget::Symbol(symbol) = relocation.target() else { continue };
                let symbol = file.symbol_by_index(symbol).map_err(|error| error.to_string())?;
                let Some(to) = self.around(symbol.address()).filter(|_| symbol.kind() == SymbolKind::Text) else {
                    continue;
                };
                let RelocationFlags::Elf { r_type } = relocation.flags() else { continue };
                any = true;
                let from = self.around(place);
                match (from, r_type) {
                    (Some(from), R_ARM_THM_PC22) => self.functions[from].calls.push(to),
                    (Some(from), R_ARM_THM_JUMP24 | R_ARM_THM_JUMP19 | R_ARM_THM_PC11) => {
                        self.functions[from].ends_in.push(to);
                    }
                    // Of stack sizes and debug information, which are not loaded.
                    (None, R_ARM_ABS32) if section.address() == 0 => {}
                    _ if !matches!(
                        section.kind(),
                        SectionKind::Text | SectionKind::ReadOnlyData | SectionKind::Data
                    ) => {}
                    _ => return Err(format!("{} may be called by a pointer", self.functions[to].name)),
                }
            }
        }
        if any { Ok(()) } else { Err("no relocations: link with --emit-relocs".to_owned()) }
    }
}

/// The address without the bit that says Thumb.
const fn code(address: u64) -> u64 {
    address & !1
}

/// The bytes of stack that each function takes, as the compiler has noted them.
fn frames(file: &File<'_>) -> Result<BTreeMap<u64, u64>, String> {
    let mut frames = BTreeMap::new();
    for section in file.sections().filter(|section| section.name() == Ok(".stack_sizes")) {
        let mut rest = section.data().map_err(|error| error.to_string())?;
        while let Some((address, after)) = rest.split_first_chunk::<4>() {
            let (mut size, mut shift) = (0, 0);
            rest = after;
            while let Some((byte, after)) = rest.split_first() {
                size |= u64::from(byte & 0x7f) << shift;
                shift += 7;
                rest = after;
                if byte & 0x80 == 0 {
                    break;
                }
            }
            frames.insert(code(u64::from(u32::from_le_bytes(*address))), size);
        }
    }
    Ok(frames)
}
