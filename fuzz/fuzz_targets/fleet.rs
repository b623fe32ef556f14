#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| call_lifecycle_fuzz::fleet::run(
    data,
    &mut call_lifecycle_fuzz::watch::Tally
));
