//! Records that hold something personal print as a word, never as what they hold.
//!
//! SeaORM wants `Debug` of every record; a derived one would carry addresses into the first log line
//! that prints a record.

/// Gives types a `Debug` that tells nothing.
macro_rules! private {
    ($($record:ty),+) => {$(
        impl std::fmt::Debug for $record {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("(private)")
            }
        }
    )+};
}
pub(crate) use private;
