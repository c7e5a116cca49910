//! Octets looked at many at a time: most of a challenge is qdtext.

use super::Class;

/// The octets that are looked at together.
const CHUNK: usize = 16;

/// How many octets of qdtext `octets` begins with.
#[inline]
pub(crate) fn qdtext_run(octets: &[u8]) -> usize {
    let mut run = 0;
    for chunk in octets.as_chunks().0 {
        #[cfg(test)]
        super::work::count();
        let stop = first_stop(chunk);
        run += stop;
        if stop < CHUNK {
            return if octets[run] == b'\t' { by_octets(octets, run) } else { run };
        }
    }
    let Some(last) = octets.last_chunk() else { return by_octets(octets, run) };
    // Of those in the last chunk, the octets that were looked at already stop nothing.
    run = octets.len() - CHUNK + first_stop(last);
    if octets.get(run) == Some(&b'\t') { by_octets(octets, run) } else { run }
}

/// The same, where the first `run` octets are known: at the end of a field line, and past a tab.
#[inline(never)]
fn by_octets(octets: &[u8], run: usize) -> usize {
    run + Class::QDTEXT.run(&octets[run..])
}

/// True if `is` is true of all octets. Those of a chunk are looked at together, so that the compiler can use vectors.
#[inline]
pub(crate) fn all(octets: &[u8], is: impl Fn(u8) -> bool) -> bool {
    let is_chunk = |chunk: &[u8; CHUNK]| chunk.iter().fold(0, |any, octet| any | u8::from(!is(*octet))) == 0;
    #[cfg(test)]
    super::work::add(octets.len());
    match octets.last_chunk() {
        Some(last) => octets.as_chunks().0.iter().all(is_chunk) && is_chunk(last),
        None => octets.iter().all(|octet| is(*octet)),
    }
}

/// Where the first `=` stands, if that is near enough to end a name that is known.
#[inline]
pub(crate) fn near_equals_sign(octets: &[u8]) -> Option<usize> {
    let Some(chunks) = octets.first_chunk::<{ 2 * CHUNK }>() else {
        return octets.iter().position(|octet| *octet == b'=');
    };
    let mut at = 0;
    for chunk in chunks.as_chunks().0 {
        let sign = first_equals_sign(chunk);
        at += sign;
        if sign < CHUNK {
            return Some(at);
        }
    }
    None
}

#[cfg(target_feature = "simd128")]
use simd128::{first_equals_sign, first_stop};
#[cfg(target_arch = "x86_64")]
use sse2::{first_equals_sign, first_stop};
#[cfg(not(any(target_arch = "x86_64", target_feature = "simd128")))]
use words::{first_equals_sign, first_stop};

#[cfg(target_feature = "simd128")]
mod simd128;
#[cfg(target_arch = "x86_64")]
mod sse2;
#[cfg(any(test, not(any(target_arch = "x86_64", target_feature = "simd128"))))]
mod words;

#[cfg(test)]
mod tests {
    use super::*;

    /// Each octet, at each place, before each of some others.
    fn chunks() -> impl Iterator<Item = [u8; CHUNK]> {
        (0..=u8::MAX).flat_map(|octet| {
            [b'a', b'\t', b'"', b'=', 0x80, octet, octet ^ 1].into_iter().flat_map(move |after| {
                (0..CHUNK).map(move |at| {
                    let mut chunk = [b'a'; CHUNK];
                    chunk[at] = octet;
                    chunk[at + 1..].fill(after);
                    chunk
                })
            })
        })
    }

    fn is_stop(octet: u8) -> bool {
        octet == b'\t' || !Class::QDTEXT.has(octet)
    }

    #[test]
    fn chunks_are_read_as_octets_are() {
        for chunk in chunks() {
            let first = |is: fn(u8) -> bool| chunk.iter().position(|octet| is(*octet)).unwrap_or(CHUNK);
            for first_stop in [first_stop, words::first_stop] {
                assert_eq!(first_stop(&chunk), first(is_stop), "{chunk:?}");
            }
            for first_equals_sign in [first_equals_sign, words::first_equals_sign] {
                assert_eq!(first_equals_sign(&chunk), first(|octet| octet == b'='), "{chunk:?}");
            }
        }
    }

    #[test]
    fn qdtext_ends_at_the_same_octet_by_chunks_as_one_by_one() {
        for chunk in chunks() {
            for len in 0..=2 * CHUNK {
                let octets = [&chunk[..], &chunk].concat();
                assert_eq!(qdtext_run(&octets[..len]), Class::QDTEXT.run(&octets[..len]), "{octets:?}");
            }
        }
    }

    #[test]
    fn all_octets_are_those_of_chunks_and_those_behind() {
        for len in 0..=3 * CHUNK {
            let octets = vec![b'a'; len];
            assert!(all(&octets, |octet| octet == b'a'));
            for at in 0..len {
                let mut octets = octets.clone();
                octets[at] = b'b';
                assert!(!all(&octets, |octet| octet == b'a'), "{at} of {len}");
            }
        }
    }

    #[test]
    fn a_near_equals_sign_is_the_first() {
        for chunk in chunks() {
            let octets = [chunk, [b'a'; CHUNK], chunk].concat();
            for len in [0, 1, CHUNK, 2 * CHUNK - 1, 2 * CHUNK, 3 * CHUNK] {
                let near = octets[..len].iter().take(2 * CHUNK).position(|octet| *octet == b'=');
                assert_eq!(near_equals_sign(&octets[..len]), near, "{octets:?}");
            }
        }
    }
}
