//! How far a run is: whoever makes many things says so here, the program shows it, tests do not listen.

/// Hears how far a run is.
pub trait Progress: Sync {
    /// A stage begins, with so many things to do.
    fn stage(&self, name: &str, count: usize);
    /// One thing is done.
    fn step(&self);
}

/// Nobody listens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unheard;

impl Progress for Unheard {
    fn stage(&self, _: &str, _: usize) {}
    fn step(&self) {}
}
