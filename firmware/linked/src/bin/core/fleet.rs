use call_lifecycle::fleet::{Fleet, Handle, Key, Storage, entries_for, nodes_for};
use call_lifecycle::{Id, Machine, Timestamp};

const CALLS: usize = 3;
type Room<M> = call_lifecycle::fleet::Room<M, CALLS, { nodes_for(CALLS) }, { entries_for(CALLS) }>;

pub fn reach<M: Machine + 'static>() {
    by::<M, Id>();
    by::<M, Handle>();
    reach! {
        Fleet::<'static, M>::new, (Timestamp, [u64; 2], Storage<'static, M>);
        Fleet::<'static, M>::insert, (_, _);
        Fleet::<'static, M>::find, (_, _);
        Fleet::<'static, M>::next_deadline, (_);
        Fleet::<'static, M>::wake_next, (_, _);
        |fleet: &mut Fleet<'static, M>, now| fleet.wake_due(now, |_, _, _| ()), (_, Timestamp);
        |fleet: &Fleet<'static, M>| fleet.iter().count(), (_);
        Fleet::<'static, M>::capacity, (_);
        Fleet::<'static, M>::len, (_);
        Fleet::<'static, M>::is_empty, (_);
        Fleet::<'static, M>::digest, (_);
        Room::<M>::new, ();
        Storage::<'static, M>::new, (_, _, _);
        Room::<M>::default, ();
        Room::<M>::storage, (_);
        Handle::from_bits, (_);
        Handle::to_bits, (_);
        entries_for, (_);
        nodes_for, (_);
    }
}

fn by<M: Machine + 'static, K: Key>() {
    reach! {
        |fleet: &Fleet<'static, M>, key: K| fleet.get(key).is_some(), (_, _);
        |fleet: &mut Fleet<'static, M>, key: K| fleet.remove(key).is_some(), (_, _);
        |fleet: &mut Fleet<'static, M>, now, key: K, event: M::Event| fleet.handle(now, key, event).is_ok(), (_, Timestamp, _, _);
        |fleet: &mut Fleet<'static, M>, now, key: K, event, step| fleet.handle_into(now, key, event, step).is_ok(),
            (_, Timestamp, _, _, _);
        |fleet: &mut Fleet<'static, M>, now, events: &[(K, M::Event)]| fleet.handle_all(now, events, |_, _| ()),
            (_, Timestamp, _);
    }
}
