#!/usr/bin/env bash
# Instructions that the addon takes for a header, and for an octet of it, under callgrind: they repeat exactly, whatever
# else the machine does. What V8 does for the objects is not among them; what it does to hand the string over is.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# As it is shipped, but with its symbols, by which callgrind knows the function.
CARGO_PROFILE_RELEASE_STRIP=none cargo build --quiet --release --features node --manifest-path ../Cargo.toml --target-dir ../target/symbols
cp -r ../dist ../package.json "$work"
for library in libauth_challenge.so libauth_challenge.dylib; do
  if [ -e "../target/symbols/release/$library" ]; then
    for name in ../auth-challenge.*.node; do cp "../target/symbols/release/$library" "$work/$(basename "$name")"; done
  fi
done

names=$(node --input-type=module -e "
  import { headers } from '$PWD/headers.js'
  for (const [name, make] of Object.entries(headers)) console.log(make('000042').line.length + ' ' + name)
")
count() {
  valgrind --tool=callgrind --callgrind-out-file="$work/out" --toggle-collect='auth_challenge::bindings::call' \
    node --jitless instructions.js "$work" "$1" "$2" 2>&1 | sed -n 's/.*Collected *: *//p'
}
printf '| %-21s | %6s | %12s | %12s |\n' header octets instructions 'for an octet'
printf '|-----------------------|-------:|-------------:|-------------:|\n'
while read -r octets name; do
  # The difference of 20 calls and 10 is that of ten, without what only the first one does.
  few=$(count "$name" 10)
  many=$(count "$name" 20)
  each=$(((many - few) / 10))
  printf '| %-21s | %6d | %12d | %12s |\n' "$name" "$octets" "$each" "$(awk "BEGIN { printf \"%.1f\", $each / $octets }")"
done <<< "$names"
