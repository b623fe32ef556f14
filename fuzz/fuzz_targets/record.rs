#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| testkit::fuzz::record::run(data, &mut testkit::fuzz::watch::Tally));
