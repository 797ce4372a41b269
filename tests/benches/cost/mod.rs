//! What a command costs: wall and processor seconds, peak memory, and when it first speaks. Processor
//! seconds and memory are Linux's own counts for the process (`/proc`); elsewhere they are zero.
#![allow(dead_code, unreachable_pub, reason = "each script uses what it needs")]

use std::fs;
use std::io::Read;
use std::process::Command;
use std::process::Stdio;
use std::time::Instant;

/// What a command cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Seconds.
    pub wall: f64,
    /// User and system seconds.
    pub cpu: f64,
    /// Largest resident memory.
    pub peak_mb: f64,
    /// Until the first byte on stderr.
    pub first_word: f64,
}

/// User and system time in ticks of a hundredth of a second; `None` when the process is gone.
fn ticks(id: u32) -> Option<(char, u64)> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let after = stat.rsplit_once(") ")?.1;
    let parts: Vec<&str> = after.split(' ').collect();
    Some((
        parts[0].chars().next()?,
        parts[11].parse::<u64>().ok()? + parts[12].parse::<u64>().ok()?,
    ))
}

fn peak_kb(id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Runs a command to its end; it must succeed.
pub fn run(command: &mut Command) -> Cost {
    run_to(command, 0)
}

/// Runs a command to its end; it must end with this code.
pub fn run_to(command: &mut Command, code: i32) -> Cost {
    let start = Instant::now();
    let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut first = [0; 1];
        let heard = stderr.read(&mut first).is_ok_and(|n| n > 0);
        let at = Instant::now();
        let _ = std::io::copy(&mut stderr, &mut std::io::sink());
        heard.then_some(at)
    });
    let id = child.id();
    let (mut cpu, mut peak) = (0, 0.0_f64);
    while let Some((state, spent)) = ticks(id) {
        cpu = spent;
        if state == 'Z' {
            break;
        }
        peak = peak_kb(id).unwrap_or(0.0).max(peak);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert_eq!(child.wait().unwrap().code(), Some(code), "{command:?}");
    let wall = start.elapsed().as_secs_f64();
    let first = reader.join().unwrap().map_or(wall, |at| (at - start).as_secs_f64());
    Cost { wall, cpu: cpu as f64 / 100.0, peak_mb: peak / 1024.0, first_word: first }
}

/// The middle of some values.
pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = values.collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
