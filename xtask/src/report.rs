//! What the steps of a test run came to, and how long each took.
//!
//! A step that fails does not hide the others: only those that need its work are left out.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    outcome: Outcome,
    time: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    LeftOut,
}

impl Report {
    /// Runs a step whose needs are met, and says whether it passed.
    pub fn step(
        &mut self,
        met: bool,
        name: &'static str,
        work: impl FnOnce() -> Result<()>,
    ) -> bool {
        let start = Instant::now();
        let outcome = if met { attempt(name, work) } else { Outcome::LeftOut };
        self.rows.push(Row { name, outcome, time: start.elapsed() });
        outcome == Outcome::Passed
    }

    /// Prints the table.
    ///
    /// # Errors
    /// When a step failed, by name.
    pub fn close(&self) -> Result<()> {
        println!("\n{self}");
        let failed = self.names(Outcome::Failed);
        if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
    }

    fn names(&self, outcome: Outcome) -> Vec<&'static str> {
        self.rows.iter().filter(|row| row.outcome == outcome).map(|row| row.name).collect()
    }
}

fn attempt(name: &str, work: impl FnOnce() -> Result<()>) -> Outcome {
    eprintln!("\n== {name}");
    match work() {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            eprintln!("== {name} failed: {error:#}");
            Outcome::Failed
        }
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for Row { name, outcome, time } in &self.rows {
            let word = match outcome {
                Outcome::Passed => "passed",
                Outcome::Failed => "FAILED",
                Outcome::LeftOut => "left out",
            };
            writeln!(f, "{word:<9} {:>5.0} s  {name}", time.as_secs_f64())?;
        }
        let count = |outcome| self.names(outcome).len();
        write!(f, "{} passed, {} failed", count(Outcome::Passed), count(Outcome::Failed))?;
        match count(Outcome::LeftOut) {
            0 => Ok(()),
            n => write!(f, ", {n} left out"),
        }
    }
}

#[cfg(test)]
mod checks {
    use anyhow::anyhow;

    use super::Report;

    #[test]
    fn a_failure_leaves_out_what_needs_it_and_is_named() {
        let mut report = Report::default();
        let site = report.step(true, "site", || Err(anyhow!("no styles")));
        assert!(!report.step(site, "tests", || unreachable!("its needs are not met")));
        assert!(report.step(true, "formatting", || Ok(())));

        assert!(report.to_string().ends_with("1 passed, 1 failed, 1 left out"), "{report}");
        assert_eq!(report.close().expect_err("a step failed").to_string(), "failed: site");
    }

    #[test]
    fn all_passed_closes_well() {
        let mut report = Report::default();
        report.step(true, "formatting", || Ok(()));

        assert!(report.to_string().ends_with("1 passed, 0 failed"), "{report}");
        assert!(report.close().is_ok());
    }
}
