//! A directory that one program at a time may use.

use std::fs::{File, OpenOptions, TryLockError, create_dir_all};
use std::io;
use std::path::Path;

use super::named;

/// Creates a directory if it does not exist, and locks it until the returned value is dropped or
/// the program ends.
///
/// # Errors
/// If another program uses it, or it cannot be written to: the path and why.
pub fn lock(directory: &Path) -> io::Result<File> {
    let path = directory.join("lock");
    let named = named(&path);
    create_dir_all(directory).map_err(&named)?;
    let file = OpenOptions::new().create(true).append(true).open(&path).map_err(&named)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::Error(error)) => Err(named(error)),
        Err(TryLockError::WouldBlock) => {
            let why = "another program has this directory: stop that one, or give another directory";
            Err(named(io::Error::new(io::ErrorKind::ResourceBusy, why)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_has_one_owner_at_a_time() {
        let directory = std::env::temp_dir().join(format!("tokio-host-lock-{}", std::process::id()));
        let held = lock(&directory).unwrap();
        let why = lock(&directory).unwrap_err().to_string();
        assert!(why.contains("tokio-host-lock-") && why.contains("stop that one"), "{why}");
        drop(held);
        lock(&directory).unwrap();
        std::fs::remove_dir_all(&directory).unwrap();
    }
}
