#![no_main]
#[path = "../../tests/tiendo/fuzzed.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzed::journal(data));
