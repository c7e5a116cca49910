// Builds the WebAssembly module, dist/auth-challenge.wasm: `npm run build` does.
//
// Of what `-C opt-level=3` adds to 2, the module gets larger and not faster; inlining is held to what the reading of a
// header needs. As in the addon's release build, Rust's library is built along, here without the text of panics: a panic
// is a trap, and JavaScript reports that.

import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

import { cache, hasRustSources, isMain, output, root, run } from './project.mjs'

const TARGET = 'wasm32-unknown-unknown'

/** Where the module is built. */
export const wasm = path.join(root, 'dist/auth-challenge.wasm')

const MAX_BROTLI = 50_000

const RUST_FLAGS = ['-Ctarget-feature=+simd128', '-Copt-level=2', '-Cllvm-args=-inline-threshold=50']
const STD = {
  args: ['-Zbuild-std=std,panic_abort', '-Zbuild-std-features=optimize_for_size'],
  flags: ['-Zunstable-options', '-Cpanic=immediate-abort'],
  env: { RUSTC_BOOTSTRAP: '1' },
}

/** A function that one place calls stays by itself, unless it is small: it is compiled when that place first calls it. */
const OPTIMIZE = ['-O3', '--one-caller-inline-max-function-size=200']

/** What the engines have that SIMD needs anyway: Node.js 16.4, Chrome 91, Firefox 89, Safari 16.4. */
const FEATURES = [
  'bulk-memory',
  'mutable-globals',
  'multivalue',
  'nontrapping-float-to-int',
  'reference-types',
  'sign-ext',
  'simd',
]

export function buildWasm() {
  if (!output('rustup', ['target', 'list', '--installed']).split('\n').includes(TARGET)) {
    run('rustup', ['target', 'add', TARGET])
  }
  const isSmall = hasRustSources()
  if (!isSmall)
    console.warn("No sources of Rust's library to be had: the module is larger, and NOT for a release.")
  const { args, flags, env } = isSmall ? STD : { args: [], flags: [], env: {} }
  const target = path.join(cache, 'target')
  const features = ['--no-default-features', '--features', 'wasm']
  run(
    'cargo',
    [
      'rustc',
      '--lib',
      '--crate-type',
      'cdylib',
      '--release',
      '--locked',
      '--target',
      TARGET,
      ...features,
      ...args,
    ],
    {
      env: {
        ...process.env,
        ...env,
        CARGO_TARGET_DIR: target,
        CARGO_ENCODED_RUSTFLAGS: [...RUST_FLAGS, ...flags].join('\x1f'),
      },
    },
  )
  fs.mkdirSync(path.dirname(wasm), { recursive: true })
  const built = path.join(target, TARGET, 'release/auth_challenge.wasm')
  const enabled = FEATURES.map((feature) => `--enable-${feature}`)
  const optimizer = path.join(root, 'node_modules/binaryen/bin/wasm-opt')
  run(process.execPath, [optimizer, ...OPTIMIZE, ...enabled, built, '--output', wasm])
  const { length, brotli } = check()
  console.log(`dist/auth-challenge.wasm: ${length} bytes, ${brotli} with brotli`)
  if (isSmall && brotli > MAX_BROTLI) throw new Error(`more than ${MAX_BROTLI} bytes with brotli`)
}

/** The module needs nothing of whoever runs it. Returns its sizes. */
function check() {
  const octets = fs.readFileSync(wasm)
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(octets))
  if (imports.length > 0) throw new Error(`the module imports ${imports.map(({ name }) => name)}`)
  return { length: octets.length, brotli: zlib.brotliCompressSync(octets).length }
}

if (isMain(import.meta)) buildWasm()
