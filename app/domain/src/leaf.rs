//! One page of a list that is too long for one page.

/// Which page of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// From 1.
    pub number: u64,
    /// How many there are; 1 for an empty list.
    pub of: u64,
    /// Rows on all of them.
    pub found: u64,
    /// Rows on one of them.
    rows: u64,
}

impl Leaf {
    /// Rows on the pages before it.
    pub(crate) fn skipped(self) -> u64 {
        (self.number - 1) * self.rows
    }
}

/// The page that was asked for of so many rows in all; the last one if there are fewer.
pub(crate) fn leaf(asked: u64, found: u64, rows: u64) -> Leaf {
    let of = found.div_ceil(rows).max(1);
    Leaf { number: asked.clamp(1, of), of, found, rows }
}

#[cfg(test)]
mod tests {
    use super::leaf;

    #[test]
    fn there_is_always_a_page() {
        assert_eq!((leaf(0, 0, 100).number, leaf(0, 0, 100).of), (1, 1));
        assert_eq!((leaf(2, 101, 100).number, leaf(2, 101, 100).skipped()), (2, 100));
        assert_eq!(leaf(2, 100, 100).number, 1);
        assert_eq!(leaf(u64::MAX, 250, 100).number, 3);
    }
}
