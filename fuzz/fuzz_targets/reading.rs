#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| auth_challenge_fuzz::reading::property(input));
