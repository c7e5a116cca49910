//! An edit allocates what it needs: allocations are counted by the allocator of `parse::allocations`.

use super::*;
use crate::parse::allocations_in;

#[test]
fn swapping_an_origin_takes_the_url_and_the_line() {
    let seed = "Bearer realm=\"mcp-000000\", scope=\"files:read files:write\", resource_metadata=\"https://mcp.example.com\
                /.well-known/oauth-protected-resource/mcp\", error=\"invalid_token\", error_description=\"The access token \
                expired\"";
    let mut forward = to_gateway();
    let lines = [seed];
    // The first call makes room for the places.
    let first = allocations_in(|| drop(std::hint::black_box(forward.field_lines(&lines))));
    let next = allocations_in(|| drop(std::hint::black_box(forward.field_lines(&lines))));
    // The URL; the octets of the lines, and where they end.
    assert_eq!((first, next), (5, 3));
}

/// A field of unusual size does not hold memory for all that come after it.
#[test]
fn room_is_kept_for_256_challenges_and_parameters() {
    let challenges = |count: usize| "X,".repeat(count);
    let params =
        |count: usize| (0..count).map(|at| format!("n{at}=a,")).fold("X ".to_owned(), |all, one| all + &one);
    for (count, is_kept) in [(200, true), (300, false)] {
        for field in [challenges(count), params(count)] {
            let mut forward = Forward::new().remove("x", Schemes::All);
            let [first, next] = [(); 2]
                .map(|()| allocations_in(|| drop(std::hint::black_box(forward.field_lines(&[&field])))));
            assert_eq!(next < first, is_kept, "{first} then {next} of {count}");
        }
    }
}
