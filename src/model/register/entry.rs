//! What every record of the register is: something with a table of fields that is walked and passed between threads.

use crate::record::walk::Walk;
use std::any::Any;
use std::fmt::Debug;

/// A record of any collection.
pub trait Entry: Walk + Any + Debug + Send + Sync {}

impl<T: Walk + Any + Debug + Send + Sync> Entry for T {}
