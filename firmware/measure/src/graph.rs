//! The deepest path through a program.

use crate::elf::Program;

pub struct Deepest {
    pub bytes: u64,
    pub path: Vec<usize>,
}

/// The path from `entry` on that takes the most stack.
pub fn deepest(program: &Program, entry: &str) -> Result<Deepest, String> {
    let entry = program.named(entry).ok_or_else(|| format!("there is no {entry}"))?;
    Search { program, known: vec![None; program.functions.len()], open: Vec::new() }.from(entry)
}

struct Search<'p> {
    program: &'p Program,
    known: Vec<Option<(u64, Option<usize>)>>,
    open: Vec<usize>,
}

impl Search<'_> {
    fn from(mut self, entry: usize) -> Result<Deepest, String> {
        let bytes = self.depth(entry)?;
        let mut path = vec![entry];
        while let Some((_, Some(next))) = path.last().and_then(|last| self.known[*last]) {
            path.push(next);
        }
        Ok(Deepest { bytes, path })
    }

    fn depth(&mut self, index: usize) -> Result<u64, String> {
        if let Some((bytes, _)) = self.known[index] {
            return Ok(bytes);
        }
        let function = &self.program.functions[index];
        if self.open.contains(&index) {
            return Err(format!("{} calls itself", function.name));
        }
        self.open.push(index);
        let mut most = (function.frame, None);
        for (callee, below) in function
            .calls
            .iter()
            .map(|callee| (*callee, function.frame))
            .chain(function.ends_in.iter().map(|callee| (*callee, 0)))
        {
            // A jump within the function is none to another.
            if callee == index && below == 0 {
                continue;
            }
            let bytes = below + self.depth(callee)?;
            if bytes > most.0 {
                most = (bytes, Some(callee));
            }
        }
        self.open.pop();
        self.known[index] = Some(most);
        Ok(most.0)
    }
}
