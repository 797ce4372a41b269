//! All integration tests in one program, so that the crate is linked once: one module per subject.
//!
//! `cargo test --test it press::` runs one of them. The slow ones (`kill`, `mutations`, `property`,
//! `press`, `browser`) have lines of their own in `.ci/run`, where their times can be read.
#![allow(clippy::unwrap_used, reason = "in a test, a panic is a failure")]

#[path = "../common/mod.rs"]
mod common;

mod acting;
mod architecture;
mod blind;
mod boards;
mod browser;
mod clerk;
mod cli;
mod comic;
mod determinism;
mod export;
mod facts;
mod files;
mod finding;
mod golden;
mod handed;
mod hostile;
mod import;
mod import_codes;
mod import_returned;
mod import_tables;
mod imports;
mod kill;
mod lists;
mod mutations;
mod outside;
mod own_tables;
mod pictures;
mod press;
mod property;
mod raster;
mod readme;
mod register;
mod site;
mod stale;
mod truth;
mod visits;
mod words;
mod workbench;
mod worst;
mod writing;
