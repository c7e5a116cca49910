//! Reading allocates nothing: allocations are counted.

#![expect(unsafe_code, reason = "an allocator is an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use super::tests::Ignore;
use super::*;

thread_local!(static ALLOCATIONS: Cell<usize> = const { Cell::new(0) });

/// The system's allocator, which counts what this thread asks of it.
struct Counting;

// SAFETY: every call goes to `System`, unchanged. Counting allocates nothing: the cell is const and has no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promise is that of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: as above; all memory comes from `System`.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The allocations that `job` makes.
pub(crate) fn allocations_in(job: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    job();
    ALLOCATIONS.get() - before
}

fn allocations_of(lines: &[&str]) -> usize {
    allocations_in(|| {
        let read = read(lines.iter().map(|line| line.as_bytes()), DEFAULT_MAX_LENGTH, &mut Ignore);
        assert!(read.is_ok(), "nothing is refused");
    })
}

fn unknown_names(count: usize) -> String {
    (0..count).map(|number| format!("name-{number}=value, ")).collect::<Vec<_>>().concat()
}

#[test]
fn an_allocation_is_counted() {
    let before = ALLOCATIONS.get();
    drop(std::hint::black_box(Box::new(0)));
    assert_eq!(ALLOCATIONS.get() - before, 1);
}

#[test]
fn reading_allocates_nothing() {
    let seed = r#"Bearer realm="mcp", scope="a b", resource_metadata="https://h/p", error="invalid_token""#;
    let several = r#"Digest realm="a", nonce="\"b\"", Basic realm="c", Negotiate oYG==, Bearer error=x"#;
    let deviant = r#"Bearer, error="insufficient_scope" scope="a; b"; x=https://h/p, realm="unterminated"#;
    let unknown = unknown_names(64);
    for lines in
        [&[seed][..], &[several], &[deviant], &[seed, several, deviant], &["Custom ", &unknown], &["", ","]]
    {
        assert_eq!(allocations_of(lines), 0, "{lines:?}");
    }
}

#[test]
fn past_64_unknown_names_only_the_others_take_memory() {
    let unknown = unknown_names(65);
    assert!(allocations_of(&["Custom ", &unknown]) > 0);
}
