// Windows and macOS without either. What is published is linked by their own linkers, on CI's runners; here the crate
// is checked for them, and nothing of it runs.

import path from 'node:path'

import { cache, output, run } from '../project.mjs'

/** Returns a note for the table. */
export function check(triple) {
  if (!output('rustup', ['target', 'list', '--installed']).split('\n').includes(triple)) {
    run('rustup', ['target', 'add', triple])
  }
  const env = { ...process.env, CARGO_TARGET_DIR: path.join(cache, 'target') }
  run('cargo', ['check', '--locked', '--target', triple], { env })
  return `not run; cargo check --target ${triple} passes`
}
