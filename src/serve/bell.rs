//! Tells every open page that there is something new: server-sent events.
//!
//! Start at [`Bell`]. One thread for each open page waits here; it ends when the page is closed.

use super::http::GUARD;
use serde::Serialize;
use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

/// A page that was closed is noticed after this long at the latest.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// What pages are told.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct News {
    /// Counts the readings; 0 before the first.
    pub(super) revision: u64,
    /// Codes whose files changed.
    pub(super) changed: Vec<String>,
    /// How many errors there are now.
    pub(super) errors: usize,
}

/// Rings when there is news.
#[derive(Debug, Default)]
pub(super) struct Bell {
    news: Mutex<News>,
    rung: Condvar,
}

impl Bell {
    pub(super) fn ring(&self, news: News) {
        *self.news.lock().unwrap_or_else(PoisonError::into_inner) = news;
        self.rung.notify_all();
    }

    /// The next news after `heard`, or `None` when nothing has happened for a while.
    fn wait(&self, heard: u64) -> Option<News> {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        let old = |n: &mut News| n.revision == heard;
        let waited = self.rung.wait_timeout_while(news, SIGN_OF_LIFE, old);
        let (news, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (news.revision != heard).then(|| news.clone())
    }

    /// Tells one page until it is closed. `heard`: what it has seen already.
    pub(super) fn tell(self: Arc<Bell>, mut heard: u64, mut page: TcpStream) {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{GUARD}Connection: close\r\n\r\nretry: 500\n\n"
        );
        let mut say = |text: &str| page.write_all(text.as_bytes()).and_then(|()| page.flush());
        if say(&head).is_err() {
            return;
        }
        loop {
            let told = match self.wait(heard) {
                None => say(": \n\n"),
                Some(news) => {
                    heard = news.revision;
                    say(&format!("data: {}\n\n", serde_json::json!(news)))
                }
            };
            if told.is_err() {
                return;
            }
        }
    }
}
