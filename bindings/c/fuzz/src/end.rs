//! One call through the ABI, and the same call without it: the same for both ends.

/// The pair of calls of an end, and the script that is run on it.
macro_rules! end {
    (
        $end:ident, $value:ty, $settings:ty, $event:ty, $flat:path, $output:path, $host:ty, $start:path,
        $handle:ident, $view:ident, $digest:ident, $snapshot:ident, $restore:ident
    ) => {
        use call_lifecycle::{DeadlineKind, Snapshot, Timestamp};
        use call_lifecycle_c::{CL_MAX_OUTPUTS, CL_OK, CL_SNAPSHOT_MAX, cl_step};
        use call_lifecycle_c::{$digest, $handle, $restore, $snapshot, $view};
        use testkit::fuzz::bytes::Bytes;
        use testkit::reference::draw::{Draw, Swarm, time};

        use crate::memory::Lent;
        use crate::step::Stands;

        /// A call through the ABI, and the same one called directly.
        pub(crate) struct Pair {
            pub(crate) direct: $end::Call<'static, 4>,
            pub(crate) value: Box<Lent<$value>>,
            settings: $settings,
            pub(crate) host: $host,
        }

        fn written(call: &$end::Call<'_, 4>) -> Snapshot<CL_SNAPSHOT_MAX> {
            call.snapshot().unwrap()
        }

        pub(crate) fn digest(value: &mut Lent<$value>) -> u64 {
            let mut digest = 0;
            // SAFETY: all memory is there.
            assert_eq!(unsafe { $digest(value.at(), &raw mut digest) }, CL_OK);
            digest
        }

        fn restored(snapshot: &[u8], settings: &$settings) -> (i32, Box<Lent<$value>>) {
            let mut value = Lent::new(0xa5);
            // SAFETY: all memory is there.
            let code = unsafe { $restore(value.at(), snapshot.as_ptr(), snapshot.len(), settings) };
            (code, value)
        }

        impl Pair {
            pub(crate) fn new(direct: $end::Call<'static, 4>) -> Self {
                let settings = settings(direct.policy());
                let (code, value) = restored(written(&direct).as_bytes(), &settings);
                assert_eq!(code, CL_OK);
                Self { direct, value, settings, host: Default::default() }
            }

            /// The call without the ABI handles the event, and the step of the ABI says the same.
            pub(crate) fn compare(&mut self, now: Timestamp, event: &$end::Event, said: &cl_step) {
                let step = self.direct.handle(now, *event);
                self.host.took(now, event, &step);
                Stands::$end(&self.direct).is(said, &step, $output);
            }

            fn handle(&mut self, now: Timestamp, event: &$end::Event) {
                let (mut flat, mut step) = (Lent::of(&$flat(now.as_millis(), event)), Lent::<cl_step>::new(0xa5));
                // SAFETY: all memory is there.
                assert_eq!(unsafe { $handle(self.value.at(), flat.at(), step.at()) }, CL_OK, "{event:?}");
                self.compare(now, event, step.get());
                assert_eq!(digest(&mut self.value), self.direct.digest(), "after {event:?}");
            }

            /// A view says how the call stands, and its snapshot is that of the other; the value may be
            /// moved.
            fn look(&mut self) {
                let mut step = Lent::<cl_step>::new(0xa5);
                let (mut buffer, mut length) = (Lent::<[u8; CL_SNAPSHOT_MAX]>::new(0), 0);
                // SAFETY: all memory is there.
                unsafe {
                    assert_eq!($view(self.value.at(), step.at()), CL_OK);
                    let place = buffer.at().cast();
                    assert_eq!($snapshot(self.value.at(), place, CL_SNAPSHOT_MAX, &raw mut length), CL_OK);
                }
                Stands::$end(&self.direct).is(step.get(), &call_lifecycle::Step::new(), $output);
                assert_eq!(&buffer.bytes()[..length], written(&self.direct).as_bytes(), "the snapshot");
                self.value = Lent::of(self.value.get());
            }

            /// A snapshot with other bytes is refused as it is without the ABI, or makes the same call.
            fn alter(&self, draw: &mut Bytes<'_>) {
                let mut bytes = written(&self.direct).as_bytes().to_vec();
                for _ in 0..=draw.below(3) {
                    let place = usize::try_from(draw.below(bytes.len() as u64)).unwrap();
                    bytes[place] = u8::try_from(draw.below(256)).unwrap();
                }
                bytes.truncate(bytes.len() - usize::try_from(draw.below(4) / 3).unwrap());
                let (code, mut value) = restored(&bytes, &self.settings);
                match $end::Call::<4>::restore(&bytes, self.direct.policy()) {
                    Ok(call) => {
                        assert_eq!(code, CL_OK);
                        assert_eq!(digest(&mut value), call.digest(), "restored");
                    }
                    Err(error) => {
                        assert_ne!(code, CL_OK, "{error}");
                        assert!(value.bytes().iter().all(|byte| *byte == 0xa5), "written though refused");
                    }
                }
            }

            /// Any bits as an event: what is refused changes nothing, and writes nothing.
            fn any(&mut self, draw: &mut Bytes<'_>) {
                let mut value = Lent::of(self.value.get());
                let mut number = |below| u8::try_from(draw.below(below)).unwrap();
                let mut event = *Lent::<$event>::new(number(256)).get();
                // Mostly in range, so that the rest is looked at.
                if number(8) != 0 {
                    (event.kind, event.request, event.operation) = (number(9), number(14), number(16));
                }
                let (mut flat, mut step) = (Lent::of(&event), Lent::<cl_step>::new(0xa5));
                // SAFETY: all memory is there, and any bits are an event.
                let code = unsafe { $handle(value.at(), flat.at(), step.at()) };
                if code == CL_OK {
                    digest(&mut value);
                    assert!(usize::from(step.get().count) <= CL_MAX_OUTPUTS);
                } else {
                    assert!(step.bytes().iter().all(|byte| *byte == 0xa5), "a step was written though refused");
                    assert_eq!(digest(&mut value), self.direct.digest(), "changed though refused");
                }
                value.bytes();
            }
        }

        /// Runs the script, of so many steps at most.
        pub fn script(mut draw: Bytes<'_>, steps: usize) {
            let swarm = Swarm::draw(&mut draw);
            let mut pair = Pair::new($start(&mut draw));
            for _ in 0..steps {
                if draw.is_over() {
                    break;
                }
                match draw.below(16) {
                    0 => pair.look(),
                    1 => pair.alter(&mut draw),
                    2 => pair.any(&mut draw),
                    _ => {
                        let due = pair.direct.next_deadline();
                        let now = time(&mut draw, pair.direct.now(), due, DeadlineKind::GiveUp);
                        let event = pair.host.event(&mut draw, &pair.direct, now, swarm);
                        pair.handle(now, &event);
                    }
                }
            }
            pair.look();
        }
    };
}
pub(crate) use end;
