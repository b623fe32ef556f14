//! The shortest script found that fails still.

/// Leaves out what a failure does not need: whole calls first, many at a time and then one by one, and then runs of steps, the longer ones first.
///
/// `call` says which call a step is about. `fails` says at which step a script fails, if it does: what comes after that is left out too.
pub fn shortest<T: Clone, C: Ord>(
    script: Vec<T>,
    call: impl Fn(&T) -> C,
    mut fails: impl FnMut(&[T]) -> Option<usize>,
) -> Vec<T> {
    let mut fails = |mut shorter: Vec<T>| {
        let index = fails(&shorter)?;
        shorter.truncate(index + 1);
        Some(shorter)
    };
    let script = without_calls(script, call, &mut fails);
    without_steps(script, fails)
}

fn without_calls<T: Clone, C: Ord>(
    mut script: Vec<T>,
    call: impl Fn(&T) -> C,
    mut fails: impl FnMut(Vec<T>) -> Option<Vec<T>>,
) -> Vec<T> {
    let mut calls: Vec<C> = script.iter().map(&call).collect();
    calls.sort_unstable();
    calls.dedup();
    let mut length = calls.len() / 2;
    while length > 0 {
        let mut from = 0;
        while from < calls.len() {
            let some = from..calls.len().min(from + length);
            let rest = script.iter().filter(|step| calls[some.clone()].binary_search(&call(step)).is_err());
            match fails(rest.cloned().collect()) {
                Some(shorter) => {
                    script = shorter;
                    calls.drain(some);
                }
                None => from = some.end,
            }
        }
        length /= 2;
    }
    script
}

fn without_steps<T: Clone>(mut script: Vec<T>, mut fails: impl FnMut(Vec<T>) -> Option<Vec<T>>) -> Vec<T> {
    let mut length = script.len() / 2;
    while length > 0 {
        let before = script.len();
        let mut from = 0;
        while from + length <= script.len() {
            let mut shorter = script.clone();
            shorter.drain(from..from + length);
            match fails(shorter) {
                Some(shorter) => script = shorter,
                None => from += 1,
            }
        }
        if length > 1 || script.len() == before {
            length /= 2;
        }
    }
    script
}
