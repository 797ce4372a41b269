//! A value with the place where it was written.
//!
//! Start at [`At`]. Whoever finds something wrong with a value can name its line.

use crate::diag::Span;
use std::ops::Deref;

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place in a content file.
    pub span: Span,
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}
