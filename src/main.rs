//! The binary: nothing but an entry point.

fn main() {}
