// `npm run sanitize`: the core under Miri, on a little-endian and on a big-endian target; the Rust tests with
// AddressSanitizer; and the addon under valgrind. With arguments, only those parts:
//
//   npm run sanitize -- miri big-endian address valgrind
//
// A nightly Rust with the components miri and rust-src is needed, and valgrind 3.19 or newer.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, cache, isMain, names, output, run } from './project.mjs'

const target = path.join(cache, 'target-sanitize')
const environment = { ...process.env, CARGO_TARGET_DIR: target, MIRIFLAGS: '-Zmiri-disable-isolation' }

/** The unit tests of what reads octets, each of which Miri runs in seconds, and those that would take it hours. */
const MIRI_TESTS = ['boundary::tests', 'grammar', 'challenge', 'write::tests', 'chars::tests']
const TOO_LONG = [
  'growth',
  'more_work',
  'length_that_is_read',
  'allocations',
  'too_little_room',
  'fuzzing',
].flatMap((name) => ['--skip', name])

function miri(triple) {
  const args = [
    '+nightly',
    'miri',
    'test',
    '--locked',
    '--target',
    triple,
    '--lib',
    '--',
    ...MIRI_TESTS,
    ...TOO_LONG,
  ]
  run('cargo', args, { env: environment })
}

const host = () => /host: (\S+)/.exec(output('rustc', ['+nightly', '-vV']))[1]

/** The fuzz targets have AddressSanitizer too: here it is the unit tests and the vectors. */
function address() {
  const env = { ...environment, RUSTFLAGS: '-Zsanitizer=address', RUSTDOCFLAGS: '-Zsanitizer=address' }
  const tests = ['--lib', '--test', 'vectors', '--test', 'properties', '--test', 'fuzz']
  run('cargo', ['+nightly', 'test', '--locked', '--features', 'serde', '--target', host(), ...tests], { env })
}

/** V8 itself reads what valgrind takes for uninitialized; only what the addon is on the stack of counts. */
export const addonErrors = (log) =>
  log
    .replaceAll(/^==\d+== ?/gm, '')
    .split('\n\n')
    .filter((block) =>
      /^(Invalid|Conditional|Use of|Syscall|Mismatched|\d[\d,]* .*definitely lost)/m.test(block),
    )
    .filter((block) => /auth-challenge[\w.-]*\.node/.test(block))

function valgrind() {
  fs.mkdirSync(cache, { recursive: true })
  const log = path.join(cache, 'valgrind.log')
  const options = ['--smc-check=all-non-file', '--error-limit=no', '--leak-check=full', `--log-file=${log}`]
  const node = [process.execPath, '--jitless', '--expose-gc', 'scripts/soak.mjs', '--child', '--calls=50000']
  const { printed } = attempt('valgrind', [...options, ...node], {
    env: { ...process.env, AUTH_CHALLENGE_BACKEND: 'native' },
  })
  const said = /^native: .*$/m.exec(printed)?.[0]
  if (said === undefined) throw new Error(`the calls did not end:\n${printed}`)
  const errors = addonErrors(fs.readFileSync(log, 'utf8'))
  console.log(`${said}\nvalgrind: ${errors.length} errors of the addon`)
  if (errors.length > 0) throw new Error(errors.join('\n\n'))
}

const PARTS = {
  miri: () => miri(host()),
  'big-endian': () => miri('s390x-unknown-linux-gnu'),
  address,
  valgrind,
}

if (isMain(import.meta)) {
  const strange = names.filter((name) => !(name in PARTS))
  if (strange.length > 0) throw new Error(`no part ${strange}; there are ${Object.keys(PARTS).join(', ')}`)
  for (const name of names.length > 0 ? names : Object.keys(PARTS)) {
    console.log(`\n> ${name}`)
    PARTS[name]()
  }
}
