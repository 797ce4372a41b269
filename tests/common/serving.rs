//! A running workbench, asked over HTTP as a browser asks it.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;
use std::time::Instant;

/// A running workbench; ended when it goes out of scope.
pub(crate) struct Serving {
    child: Child,
    pub(crate) address: String,
    /// What it has said so far.
    pub(crate) said: Arc<Mutex<String>>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts one on this port or the next free one.
pub(crate) fn serve(root: &Path, port: u16) -> Serving {
    begin(Command::new(env!("CARGO_BIN_EXE_xiaowei")), root, port)
}

/// As [`serve`], by way of another program that becomes it.
pub(crate) fn begin(mut program: Command, root: &Path, port: u16) -> Serving {
    let mut child = program
        .args(["serve", "--no-open", "--date", "2026-11-22", "--port", &port.to_string()])
        .current_dir(root)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    said.read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).unwrap().trim().trim_end_matches('/').to_string();
    let heard = Arc::new(Mutex::new(line));
    let hearing = Arc::clone(&heard);
    std::thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            let mut text = hearing.lock().unwrap();
            text.push_str(&line);
            text.push('\n');
        }
    });
    Serving { child, address, said: heard }
}

impl Serving {
    /// Whether it has not ended by itself.
    pub(crate) fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// What the system calls it.
    #[cfg(target_os = "linux")]
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The whole answer.
    pub(crate) fn raw(&self, head: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(head).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    pub(crate) fn ask(&self, head: &str) -> (u16, String) {
        self.ask_bytes(head.as_bytes())
    }

    /// The same, of a request that is no text.
    pub(crate) fn ask_bytes(&self, request: &[u8]) -> (u16, String) {
        let text = self.raw(request);
        let status = text.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        (status, text.split_once("\r\n\r\n").map_or(String::new(), |(_, body)| body.into()))
    }

    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address))
    }

    /// Asks until the answer is as wanted: a watcher needs a moment.
    pub(crate) fn until(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let (_, body) = self.get(path);
            if wanted(&body) {
                return body;
            }
            assert!(begin.elapsed() < Duration::from_secs(20), "{path}: {body}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}
