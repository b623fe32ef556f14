#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| abi_fuzz::run(data));
