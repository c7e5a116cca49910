#!/usr/bin/env bash
# What the benchmarks need besides the addon: the peers in their exact versions, and the floor.
set -euo pipefail
cd "$(dirname "$0")"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --silent
fi
cargo build --quiet --release --manifest-path floor/Cargo.toml
for library in libfloor.so libfloor.dylib floor.dll; do
  if [ -e "floor/target/release/$library" ]; then cp "floor/target/release/$library" floor/floor.node; fi
done
