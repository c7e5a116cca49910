// `npm run test:crate`: what crates.io and docs.rs will make of the crate, and the oldest Rust that Cargo.toml names.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, cache, output, root, run } from './project.mjs'

const [, msrv] = /^rust-version = "(.*)"$/m.exec(fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8'))
const FEATURES = [['--all-features'], [], ['--features', 'serde']]

const target = path.join(cache, 'target')
const cargo = (args, env) => run('cargo', args, { env: { ...process.env, CARGO_TARGET_DIR: target, ...env } })

const files = output('cargo', ['package', '--list', '--allow-dirty']).split('\n')
const ALLOWED =
  /^(src|tests)\/[\w/-]+\.(rs|jsonl|md)$|^(Cargo\.(lock|toml(\.orig)?)|\.cargo_vcs_info\.json|build\.rs|[A-Z]+(\.md)?)$/
const strange = files.filter((file) => !ALLOWED.test(file))
if (strange.length > 0) throw new Error(`not for the crate: ${strange.join(', ')}`)
console.log(`${files.length} files in the crate, none of them for Node.js:\n${files.join('\n')}`)

// The build of what was packed; a dirty tree is refused when it is published, not when it is tried.
cargo(['publish', '--dry-run', '--allow-dirty'])

for (const features of FEATURES)
  cargo(['doc', '--no-deps', '--locked', ...features], { RUSTDOCFLAGS: '-D warnings' })

const isHere = output('rustup', ['toolchain', 'list']).includes(`${msrv}-`)
if (isHere || attempt('rustup', ['toolchain', 'install', msrv, '--profile', 'minimal']).ok) {
  for (const features of FEATURES) {
    cargo([`+${msrv}`, 'check', '--locked', ...features], {
      CARGO_TARGET_DIR: path.join(cache, 'target-msrv'),
    })
  }
  console.log(`Rust ${msrv} builds it, with every set of features.`)
} else {
  console.warn(`NOT checked: Rust ${msrv}, which is not to be had here.`)
}
