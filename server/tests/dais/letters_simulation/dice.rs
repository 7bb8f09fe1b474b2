//! Chance that comes again with its seed.

/// The numbers of Knuth's MMIX, whose upper bits are as good as dice.
pub struct Dice(pub u64);

impl Dice {
    /// From 0 up to, and without, `sides`.
    pub fn throw(&mut self, sides: usize) -> usize {
        const TIMES: u64 = 6_364_136_223_846_793_005;
        self.0 = self.0.wrapping_mul(TIMES).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.throw(times) == 0
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.throw(all.len())]
    }
}
