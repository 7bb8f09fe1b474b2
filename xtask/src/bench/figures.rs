//! Figures as people read them.

use std::time::Duration;

/// The time that this many of a hundred stay within (nearest rank); zero of none.
pub fn percentile(sorted: &[Duration], hundredths: usize) -> Duration {
    let rank = (sorted.len() * hundredths).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

/// `1.2 ms`, `250 ms`, `1.3 s`.
pub fn time(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.1} s"),
        seconds if seconds >= 0.1 => format!("{:.0} ms", seconds * 1e3),
        seconds => format!("{:.1} ms", seconds * 1e3),
    }
}

/// The time for each of so many, in milliseconds.
pub fn each(time: Option<Duration>, count: usize) -> String {
    match time {
        Some(time) => format!("{:.2} ms", time.as_secs_f64() * 1e3 / float(count)),
        None => "not measured".to_owned(),
    }
}

/// How many a second.
pub fn rate(count: usize, time: Duration) -> f64 {
    float(count) / time.as_secs_f64()
}

/// `12,345`
pub fn grouped(count: usize) -> String {
    if count < 1000 {
        return count.to_string();
    }
    format!("{},{:03}", grouped(count / 1000), count % 1000)
}

/// A rate in whole numbers.
pub fn rounded(rate: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rates are small")]
    grouped(rate.round() as usize)
}

#[expect(clippy::cast_precision_loss, reason = "nothing here is counted beyond 2^52")]
fn float(count: usize) -> f64 {
    count as f64
}

/// Rows of cells below their heads, each column as wide as its widest cell.
pub fn table(rows: &[Vec<String>]) -> String {
    let wide = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(at, cell)| format!("{cell:>0$}", wide(at)));
        cells.collect::<Vec<_>>().join("   ")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod checks {
    use std::time::Duration;

    use super::{each, grouped, percentile, table, time};

    fn ms(all: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        all.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let hundred = ms(1..=100);
        assert_eq!(percentile(&hundred, 50), Duration::from_millis(50));
        assert_eq!(percentile(&hundred, 99), Duration::from_millis(99));
        assert_eq!(percentile(&ms([7]), 99), Duration::from_millis(7));
        assert_eq!(percentile(&ms([1, 2, 3]), 50), Duration::from_millis(2));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }

    #[test]
    fn figures_are_short() {
        let of = |micros| time(Duration::from_micros(micros));
        assert_eq!([of(1_234), of(250_000), of(1_340_000)], ["1.2 ms", "250 ms", "1.3 s"]);
        assert_eq!([0, 999, 1000, 9_900_012].map(grouped), ["0", "999", "1,000", "9,900,012"]);
        assert_eq!(each(Some(Duration::from_secs(1)), 4000), "0.25 ms");
        assert_eq!(each(None, 1), "not measured");
    }

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [["a", "bcd"], ["efg", "h"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "  a   bcd\nefg     h");
    }
}
