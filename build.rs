//! Link settings of the Node.js addon; nothing to link for the plain crate.

fn main() {
    // Without a word of this, Cargo would look for changes in every file here, and in what .cache holds.
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "node")]
    napi_build::setup();
}
