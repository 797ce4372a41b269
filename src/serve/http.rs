//! As much of HTTP/1.1 as a browser on the same computer needs: a request's head in, one answer out.
//!
//! Start at [`accept`]. httparse reads the heads; every connection carries one request, which on loopback
//! costs a tenth of a millisecond. (`tiny_http` 0.12 was tried: its pool counts a thread as idle that is
//! about to take a connection, so of six that a browser opens at once one may wait for ever.) A body is
//! read where its length is said; nothing is encrypted, nothing but this computer is listened to.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::channel;
use std::thread::Builder;
use std::time::Duration;

/// A longer body is no form of ours.
const BODY: usize = 1 << 20;
/// A longer one is no photo of a phone.
const PHOTO: usize = 40 << 20;
/// What stands for one.
pub(super) const TOO_LONG: &[u8] = b"too long";
/// A longer head is nobody's that we know.
const HEAD: usize = 16 * 1024;
/// Who connects and says nothing, or does not listen.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every answer carries: no other site may show it in a frame, read it or run it.
pub(super) const GUARD: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: SAMEORIGIN\r\nContent-Security-Policy: frame-ancestors 'self'\r\nCross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\nReferrer-Policy: same-origin\r\n";

/// A request that waits for its answer.
#[derive(Debug)]
pub(super) struct Request {
    /// `GET`, `POST`.
    pub(super) method: String,
    /// Path and query as sent.
    pub(super) url: String,
    headers: Vec<(String, String)>,
    /// What was sent with it.
    pub(super) body: Vec<u8>,
    stream: TcpStream,
}

/// Takes connections from now on; requests come in order of their heads.
///
/// # Errors
/// The system gives no thread.
pub(super) fn accept(listener: TcpListener) -> std::io::Result<Receiver<Request>> {
    let (sender, requests) = channel();
    let take = move || {
        for stream in listener.incoming() {
            let Ok(stream) = stream else {
                // No more open files: some will be closed.
                std::thread::sleep(Duration::from_millis(50));
                continue;
            };
            let sender = sender.clone();
            let hear = move || {
                if let Some(request) = head(stream) {
                    // Nobody answers any more only when the program ends.
                    let _ = sender.send(request);
                }
            };
            // Without a thread this connection is lost; the next one may find one.
            let _ = Builder::new().spawn(hear);
        }
    };
    Builder::new().spawn(take)?;
    Ok(requests)
}

/// Reads one head; `None` for what is none.
fn head(mut stream: TcpStream) -> Option<Request> {
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let (mut bytes, mut piece) = (Vec::new(), [0; 2048]);
    loop {
        let count = stream.read(&mut piece).ok().filter(|n| *n > 0)?;
        bytes.extend_from_slice(&piece[..count]);
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(&bytes) {
            Ok(httparse::Status::Complete(length)) => {
                let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
                let headers = parsed.headers.iter().map(|h| (h.name.into(), text(h.value)));
                let (method, url) = (parsed.method?.into(), parsed.path?.into());
                let mut request =
                    Request { method, url, headers: headers.collect(), body: Vec::new(), stream };
                let wanted =
                    request.header("Content-Length").map_or(Some(0), |n| n.parse().ok())?;
                let most = if request.url.starts_with("/photo?") { PHOTO } else { BODY };
                request.body = body(&bytes[length..], (wanted, most), &mut request.stream)?;
                return Some(request);
            }
            Ok(httparse::Status::Partial) if bytes.len() < HEAD => {}
            _ => return None,
        }
    }
}

/// What follows a head; `None` where it is too much, or does not come.
fn body(begun: &[u8], (length, most): (usize, usize), stream: &mut TcpStream) -> Option<Vec<u8>> {
    if length > most {
        // Whoever sends this much is told so once it is sent, as far as it goes on.
        let more = u64::try_from(length.min(8 * most) - begun.len().min(length)).ok()?;
        let _ = std::io::copy(&mut stream.take(more), &mut std::io::sink());
        return Some(TOO_LONG.to_vec());
    }
    let mut bytes = begun.to_vec();
    bytes.truncate(length);
    let more = u64::try_from(length - bytes.len()).ok()?;
    stream.take(more).read_to_end(&mut bytes).ok()?;
    (bytes.len() == length).then_some(bytes)
}

impl Request {
    /// The first header of this name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let named = self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }

    /// Answers. A browser that has gone away is no mistake.
    pub(super) fn answer(mut self, status: u16, kind: &str, bytes: &[u8]) {
        let reason = match status {
            200 => "OK",
            204 => "No Content",
            403 => "Forbidden",
            404 => "Not Found",
            _ => "Internal Server Error",
        };
        let head = format!(
            "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{GUARD}Connection: close\r\n\r\n",
            bytes.len()
        );
        let body: &[u8] = if self.method == "HEAD" { &[] } else { bytes };
        let _ = self.stream.write_all(&[head.as_bytes(), body].concat());
        let _ = self.stream.flush();
    }

    /// The connection, for an answer that goes on.
    pub(super) fn into_stream(self) -> TcpStream {
        self.stream
    }
}
