//! CPU time of processes, as Linux counts it (proc(5)); other systems are not asked.

use std::{fs, process::Command, time::Duration};

use crate::tools::says;

/// What a process has used since it started, in all its threads.
pub fn of(pid: u32) -> Option<Duration> {
    used(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?, 14)
}

/// What the programs used that we started and that have ended.
pub fn of_ended_children() -> Option<Duration> {
    used(&fs::read_to_string("/proc/self/stat").ok()?, 16)
}

/// Jobs that wanted to run in the last minute, on average: more than none before a measurement
/// means that the machine was not ours alone.
pub fn load() -> Option<String> {
    Some(fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.to_owned())
}

/// The user's and the system's time, which stand side by side from the field with this number.
fn used(stat: &str, field: usize) -> Option<Duration> {
    // The second field is a name in brackets that may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(field - 3);
    let ticks = [fields.next()?, fields.next()?].map(|ticks| ticks.parse::<u32>().ok());
    let [user, system] = ticks;
    Some(Duration::from_secs(1) * (user? + system?) / ticks_a_second())
}

fn ticks_a_second() -> u32 {
    let ticks = says(Command::new("getconf").arg("CLK_TCK"));
    ticks.and_then(|ticks| ticks.parse().ok()).unwrap_or(100)
}

#[cfg(test)]
mod checks {
    use super::used;

    #[test]
    fn fields_are_counted_after_the_name() {
        let stat = "17 (a b) c) S 1 17 17 0 -1 4194560 9 0 0 0 300 150 20 5 20 0 9 0 1 2 3";
        let (own, children) = (used(stat, 14).expect("a time"), used(stat, 16).expect("a time"));
        assert_eq!(own.as_millis(), children.as_millis() * 18);
        assert!(used("nonsense", 14).is_none());
    }
}
