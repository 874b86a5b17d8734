//! A disk that takes what is written and never says that it holds it, while it holds other files.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tiendo::store::disk::{Appender, Disk, Meta, RealDisk};
use tiendo::store::seat::PrivateSeats;

use super::fixture::{open_with, set};
use super::home::{Home, days};

#[derive(Clone, Debug)]
struct Stubborn(Arc<AtomicBool>);

#[derive(Debug)]
struct Journal(Box<dyn Appender>, Stubborn);

impl Disk for Stubborn {
    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        RealDisk.list(dir)
    }
    fn meta(&self, path: &Path) -> io::Result<Meta> {
        RealDisk.meta(path)
    }
    fn read(&self, path: &Path, offset: u64, max: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, offset, max)
    }
    fn make_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.make_dir(path)
    }
    fn append_to(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        Ok(Box::new(Journal(RealDisk.append_to(path)?, self.clone())))
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn Appender>> {
        RealDisk.create(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        RealDisk.sync_dir(dir)
    }
}

impl Appender for Journal {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.append(bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        if self.1.0.load(Ordering::Relaxed) {
            return Err(io::Error::other("input/output error"));
        }
        self.0.sync()
    }
    fn meta(&self) -> io::Result<Meta> {
        self.0.meta()
    }
    fn contents(&mut self) -> io::Result<Vec<u8>> {
        self.0.contents()
    }
    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        self.0.last_byte()
    }
}

#[test]
fn a_sync_that_fails_for_hours_costs_a_handful_of_journals_and_the_last_attempt_is_always_made() {
    let home = Home::with(&[1]);
    let fails = Arc::new(AtomicBool::new(true));
    let seats = PrivateSeats::new(&home.other("b"), &home.root());
    let disk = Box::new(Stubborn(fails.clone()));
    let mut replica = open_with(disk, &home.root(), Box::new(seats), "b").unwrap();
    let recorded = replica.commit(&set("p1/plan", "forecast", "2027-01-02"));
    assert!(recorded.unwrap().saved.is_err());
    // A board tries once a second: an hour.
    for _ in 0..3600 {
        assert!(replica.save().is_err());
    }
    assert_eq!(replica.unsaved(), 1);
    assert!(home.paths().len() < 20, "{}", home.paths().len());
    fails.store(false, Ordering::Relaxed);
    replica.save_at_last().unwrap();
    assert_eq!(days(&home.open("c")), [1, 2]);
}
