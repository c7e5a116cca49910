// `npm run test:mutants`: breaks the Rust sources in many small ways, one at a time, and lists the breaks that no test
// notices. cargo-mutants makes them and runs the Rust tests; what these miss is built into the addon, and the JavaScript
// tests judge it. Arguments go to cargo-mutants:
//
//   npm run test:mutants -- --file src/chars.rs
//
// scripts/mutants.json has a reason for each mutant that changes nothing, by its name without line and column.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, cache, isMain, output, readJson, root, run } from './project.mjs'
import { testFiles } from './runtimes.mjs'

const VERSION = '27.1.0'
/** Without the addon: a mutant of the adapter is missed by Rust, and is JavaScript's to judge. */
const FEATURES = ['--no-default-features', '--features', 'serde']
/** What judges, and no more: nothing else is built for each mutant. */
const TESTS = [
  '--lib',
  ...['fuzz', 'properties', 'rfc9110', 'serde', 'vectors'].map((name) => `--test=${name}`),
]
/** Properties for `fuzz/`: what is broken there is no code of the library. */
const NOT_OURS = ['src/fuzzing.rs', 'src/boundary/fuzzing.rs']
/** What only the WebAssembly module has. */
const OF_WASM = ['src/wasm.rs', 'src/chars/scan/simd128.rs']
const MINUTES = 60_000

const work = path.join(cache, 'mutants')
const tree = path.join(work, 'tree')

/** The environment that has cargo-mutants. */
function tools() {
  if (attempt('cargo', ['mutants', '--version']).ok) return process.env
  const home = path.join(cache, 'cargo')
  const env = { ...process.env, PATH: `${path.join(home, 'bin')}${path.delimiter}${process.env.PATH}` }
  if (!attempt('cargo', ['mutants', '--version'], { env }).ok) {
    run('cargo', ['install', '--locked', '--version', VERSION, '--root', home, 'cargo-mutants'])
  }
  return env
}

/** Runs the Rust tests over every mutant. Returns what became of each: `{ name, file, fate, diff }`. */
function judgeByRust(args, env) {
  fs.mkdirSync(work, { recursive: true })
  const cargo = [
    'mutants',
    '--output',
    work,
    '--colors',
    'never',
    '--minimum-test-timeout',
    '60',
    ...FEATURES,
    ...TESTS.map((test) => `--cargo-arg=${test}`),
    ...NOT_OURS.map((file) => `--exclude=${file}`),
    ...args,
  ]
  // It exits with a code of its own where tests miss mutants; only what it writes counts.
  attempt('cargo', cargo, { env, stdio: 'inherit' })
  const { outcomes } = readJson(path.join(work, 'mutants.out/outcomes.json'))
  const [baseline, ...mutants] = outcomes
  if (baseline?.scenario !== 'Baseline' || baseline.summary !== 'Success')
    throw new Error('the tests fail without a mutant')
  return mutants.map(({ scenario, summary, diff_path }) => ({
    name: scenario.Mutant.name,
    file: scenario.Mutant.file,
    fate:
      { CaughtMutant: 'caught', MissedMutant: 'missed', Timeout: 'timeout', Unviable: 'unviable' }[summary] ??
      summary,
    diff: path.join(work, 'mutants.out', diff_path),
  }))
}

/** A copy of the repository to break, with a build folder of its own. */
function copyTree() {
  fs.rmSync(tree, { recursive: true, force: true })
  const files = output('git', ['ls-files', '--cached', '--others', '--exclude-standard']).split('\n')
  for (const file of files) {
    if (fs.existsSync(path.join(root, file)))
      fs.cpSync(path.join(root, file), path.join(tree, file), { recursive: true })
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'))
}

const env = { ...process.env, CARGO_TARGET_DIR: path.join(work, 'target') }
/** The back ends: what builds each from the copy. The addon is not optimized: it is built anew for each mutant. */
const BACKENDS = {
  native: [
    ['npx', '--no-install', 'napi', 'build', '--platform', '--features', 'node', '--dts', 'binding.d.ts'],
  ],
  // Bundles have the module in them.
  wasm: ['scripts/wasm.mjs', 'scripts/bundle.mjs'].map((script) => [process.execPath, script]),
}
const build = (backend) =>
  BACKENDS[backend].every(([program, ...args]) => attempt(program, args, { cwd: tree, env }).ok)
const test = (backend) =>
  attempt(process.execPath, ['--test', ...testFiles()], {
    cwd: tree,
    env: { ...env, AUTH_CHALLENGE_BACKEND: backend },
    timeout: 5 * MINUTES,
  })
const backendOf = (file) => (OF_WASM.includes(file) ? 'wasm' : 'native')

/** Whether the JavaScript tests notice a mutant that the Rust tests missed. */
function judgeByJavaScript({ name, file, diff }) {
  // A diff of cargo-mutants has no file's name on its second line.
  const patch = (...args) => run('patch', ['--batch', '--quiet', ...args, file, diff], { cwd: tree })
  const backend = backendOf(file)
  patch()
  try {
    // The mutant compiled without this back end; with it, a warning may be an error.
    if (!build(backend)) return 'unviable'
    return test(backend).ok ? 'missed' : 'caught'
  } finally {
    patch('--reverse')
    console.log(`judged by JavaScript: ${name}`)
  }
}

/** `src/a.rs:1:2: replace b with c` by what stays when lines move. */
export const keyOf = (name) => name.replace(/:\d+:\d+: /, ': ')

/** The last lines, and whether every missed mutant has its reason. `reasons` that no mutant needs are a failure too. */
export function report(mutants, reasons, { isWhole }) {
  const of = (fate) => mutants.filter((mutant) => mutant.fate === fate)
  const missed = of('missed').map(({ name }) => [name, reasons[keyOf(name)]])
  const keys = new Set(missed.map(([name]) => keyOf(name)))
  const idle = isWhole ? Object.keys(reasons).filter((key) => !keys.has(key)) : []
  const unexplained = missed.filter(([, reason]) => reason === undefined).length
  const byJavaScript = of('caught').filter(({ judge }) => judge === 'JavaScript').length
  const lines = [
    ...missed.map(([name, reason]) => `missed: ${name}\n  ${reason ?? 'NO REASON: a test is missing'}`),
    ...idle.map((key) => `scripts/mutants.json has a reason that is not needed: ${key}`),
    `${mutants.length} mutants: ${of('caught').length} caught (${byJavaScript} of them by JavaScript alone), ` +
      `${missed.length} missed (${unexplained} without a reason), ${of('timeout').length} timeouts, ` +
      `${of('unviable').length} unviable`,
  ]
  return { ok: mutants.length > 0 && unexplained === 0 && idle.length === 0, lines }
}

if (isMain(import.meta)) {
  const args = process.argv.slice(2)
  const mutants = judgeByRust(args, tools())
  if (mutants.some(({ fate }) => fate === 'missed')) {
    copyTree()
    const failing = [
      ...Object.keys(BACKENDS).filter((backend) => !build(backend)),
      ...Object.keys(BACKENDS).filter((backend) => !test(backend).ok),
    ]
    if (failing.length > 0) throw new Error(`without a mutant, the build or the tests fail on ${failing}`)
  }
  for (const mutant of mutants.filter(({ fate }) => fate === 'missed')) {
    Object.assign(mutant, { fate: judgeByJavaScript(mutant), judge: 'JavaScript' })
  }
  const { ok, lines } = report(mutants, readJson(path.join(root, 'scripts/mutants.json')), {
    isWhole: args.length === 0,
  })
  console.log(lines.join('\n'))
  process.exitCode = ok ? 0 : 1
}
