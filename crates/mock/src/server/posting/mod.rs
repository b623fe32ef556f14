//! Which answers of a bot count, when a notification is posted again, and which of too many is given up: each at
//! exactly its time, on tokio's paused clock, with a bot that is in memory.

mod bench;

use std::sync::Arc;

use call_lifecycle::{Id, Timestamp};

use bench::{Answers, Bench};

macro_rules! answer_always {
    ($($status:literal)+) => { [$(($status, (|_, _| Some($status)) as Answers)),+] };
}

#[tokio::test(start_paused = true)]
async fn any_answer_of_success_counts_and_no_other_does() {
    for (status, answers) in answer_always!(200 201 202 204 226 299) {
        let bench = Bench::new(1.0, 1, answers);
        assert_eq!(bench.poster.submit(vec![bench.post(1, 9, "/")]), []);
        bench.until(100_000).await;
        assert_eq!((bench.times(), bench.done()), (vec![0], vec![(true, 0)]), "{status}");
    }
    for (status, answers) in
        answer_always!(300 301 302 307 308 399 400 401 403 404 408 409 410 429 499 500 501 502 503 504 599)
    {
        let bench = Bench::new(1.0, 1, answers);
        assert_eq!(bench.poster.submit(vec![bench.post(1, 9, "/")]), []);
        bench.until(100_000).await;
        // Four attempts, each as long after the last one as the service waits.
        assert_eq!(bench.times(), [0, 2_000, 10_000, 40_000], "{status}");
        assert_eq!(bench.done(), [(false, 40_000)], "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn each_attempt_may_be_the_one_that_counts() {
    let of: [Answers; 4] = [
        |_, _| Some(200),
        |number, _| Some(if number == 1 { 200 } else { 500 }),
        |number, _| Some(if number == 2 { 202 } else { 404 }),
        |number, _| Some(if number == 3 { 204 } else { 429 }),
    ];
    for (place, answers) in of.into_iter().enumerate() {
        // The time between attempts is the service's.
        for speed in [1.0, 10.0, 0.5] {
            let bench = Bench::new(speed, 1, answers);
            bench.poster.submit(vec![bench.post(1, 9, "/")]);
            bench.until(200_000).await;
            let times = [0, 2_000, 10_000, 40_000];
            assert_eq!(bench.times(), times[..=place], "{speed}");
            assert_eq!(bench.done(), [(true, times[place])]);
        }
    }
}

/// An attempt has five seconds of real time, whatever the speed.
#[tokio::test(start_paused = true)]
async fn silence_is_waited_for_five_seconds() {
    for (speed, times, done) in
        [(1.0, [0, 7_000, 20_000, 55_000], 60_000), (10.0, [0, 52_000, 110_000, 190_000], 240_000)]
    {
        let bench = Bench::new(speed, 1, |_, _| None);
        bench.poster.submit(vec![bench.post(1, 9, "/")]);
        bench.until(500_000).await;
        assert_eq!((bench.times(), bench.done()), (times.to_vec(), vec![(false, done)]), "{speed}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_leaves_before_it_is_due() {
    let bench = Bench::new(1.0, 1, |_, _| Some(200));
    let due = |due: u64, path, overtaken| {
        let mut post = bench.post(1, 9, path);
        (post.due, post.overtaken) = (Timestamp::from_millis(due), overtaken);
        post
    };
    // The one behind waits for the first, but not for one that is overtaken.
    bench.poster.submit(vec![due(30_000, "/overtaken", true), due(7_001, "/first", false), due(0, "/behind", false)]);
    bench.until(7_000).await;
    assert_eq!(bench.paths(), [""; 0]);
    bench.until(100_000).await;
    assert_eq!(bench.paths(), ["/first", "/behind", "/overtaken"]);
    assert_eq!(bench.times(), [7_001, 7_001, 30_000]);
}

/// Sixty-four of a call wait. Of more the oldest is given up.
#[tokio::test(start_paused = true)]
async fn of_too_many_of_one_call_the_oldest_is_given_up() {
    for (count, dropped) in [(64, 0), (65, 1), (67, 3)] {
        let bench = Bench::new(1.0, 1_000, |_, _| Some(200));
        let posts = (0..count).map(|number| bench.post(7, 9, &format!("/{number}"))).collect();
        assert_eq!(bench.poster.submit(posts), vec![Id::from_u128(7); dropped], "{count}");
        bench.until(1_000).await;
        let expected: Vec<String> = (dropped..count).map(|number| format!("/{number}")).collect();
        assert_eq!(bench.paths(), expected, "in their order");
        assert_eq!(bench.done().len(), 64);
        // There is room again for as many.
        let posts = (0..64).map(|_| bench.post(7, 9, "/again")).collect();
        assert_eq!(bench.poster.submit(posts), []);
        // What was given up is waited for by nobody.
        tokio::time::timeout(core::time::Duration::from_secs(60), bench.poster.finish()).await.unwrap();
    }
}

/// Eight for each call that fits wait in all, and 64 at least. Then each place still has room for 64, up to twice as many.
#[tokio::test(start_paused = true)]
async fn of_too_many_in_all_the_newest_is_given_up() {
    for (calls, most) in [(1, 64), (8, 64), (9, 72), (20, 160)] {
        let bench = Bench::new(1.0, calls, |_, _| Some(200));
        let mut number = 0;
        let mut takes = |port: u16, count: usize| {
            (0..count)
                .take_while(|_| {
                    number += 1;
                    let post = bench.post(number, port, "/");
                    let call = post.call;
                    let given_up = bench.poster.submit(vec![post]);
                    assert!(given_up.is_empty() || given_up == [call]);
                    given_up.is_empty()
                })
                .count()
        };
        assert_eq!(takes(1, 1_000), most, "one place takes what there is for all");
        assert_eq!(takes(2, 1_000), 64, "another one has its own");
        let left = (2 * most).saturating_sub(most + 64);
        assert_eq!(takes(3, 1_000), left.min(64), "up to twice of it");
        bench.until(60_000).await;
        assert_eq!(bench.done().len(), most + 64 + left.min(64));
        assert!(bench.done().iter().all(|(taken, _)| *taken));
        assert_eq!(bench.poster.submit(vec![bench.post(1, 3, "/")]), [], "there is room again");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_posted_there_is_given_up_at_once() {
    let bench = Bench::new(1.0, 1, |_, _| Some(200));
    let mut elsewhere = bench.post(2, 9, "/");
    elsewhere.to = Arc::from("http://bot.example/");
    let posts = vec![bench.post(1, 9, "/one"), elsewhere, bench.post(3, 9, "/three")];
    assert_eq!(bench.poster.submit(posts), [Id::from_u128(2)]);
    bench.until(1_000).await;
    let mut paths = bench.paths();
    paths.sort();
    assert_eq!(paths, ["/one", "/three"]);
}

/// At the end each is tried once more, at once.
#[tokio::test(start_paused = true)]
async fn a_stop_tries_what_waits_once_more() {
    let bench = Bench::new(1.0, 1, |_, path| Some(if path == "/later" { 200 } else { 503 }));
    let mut later = bench.post(2, 9, "/later");
    later.due = Timestamp::from_millis(3_600_000);
    bench.poster.submit(vec![bench.post(1, 9, "/refused"), bench.post(1, 9, "/behind"), later]);
    bench.until(1_000).await;
    assert_eq!(bench.paths(), ["/refused"]);
    bench.poster.finish().await;
    assert!(bench.clock.now().as_millis() <= 1_100);
    let mut paths = bench.paths();
    paths[1..].sort();
    assert_eq!(paths, ["/refused", "/behind", "/later", "/refused"]);
    let mut done = bench.done();
    done.sort();
    assert_eq!(done.iter().map(|(taken, _)| *taken).collect::<Vec<_>>(), [false, false, true]);
    assert!(done.iter().all(|(_, at)| (1_000..1_010).contains(at)), "{done:?}");
}
