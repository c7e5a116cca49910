//! Link settings of the Node.js addon; nothing to do for the plain crate.

fn main() {
    #[cfg(feature = "node")]
    napi_build::setup();
}
