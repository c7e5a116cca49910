// `npm run fuzz`: looks for input that breaks a property of fuzz/, with cargo-fuzz and a nightly Rust.
//
//   npm run fuzz                                       each target for a minute
//   npm run fuzz -- --seconds=1800 reading growth      these targets, half an hour each
//   npm run fuzz -- --coverage                         what the inputs that were found run through, line by line
//
// It starts from the vectors, goes on from what earlier runs have found (fuzz/corpus/), and leaves an input that breaks
// a property in fuzz/artifacts/: that becomes a vector.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

import { attempt, cache, flags, isMain, names, output, root, run } from './project.mjs'

const VERSION = '0.13.2'
const SECONDS = 60
/** The octets of an input. Long text is for `growth`, which makes it of short one. */
const MOST_OCTETS = 512
/** A property that takes as long has found slow text. */
const SLOWEST_SECONDS = 20

const folder = path.join(root, 'fuzz')

/** The targets, by their files. */
export const targets = fs
  .readdirSync(path.join(folder, 'fuzz_targets'))
  .map((file) => path.basename(file, '.rs'))
  .sort()

/** The choices before the text of a seed: none, and some that ask for every edit in turn. */
const CHOICES = [0, 1, 2, 4, 0x83].map((octet) => Buffer.alloc(6, octet))
/** What ends a field line of an input, as in tests/fuzz/input.rs. */
const LINE_END = Buffer.from([0xff, 0xff])

/** The inputs that a target begins with: the fields of the vectors behind some choices. */
export function seeds() {
  const vectors = ['published', 'recoveries'].flatMap((name) =>
    fs
      .readFileSync(path.join(root, `tests/vectors/${name}.jsonl`), 'utf8')
      .trim()
      .split('\n'),
  )
  return vectors.flatMap((vector) => {
    const lines = JSON.parse(vector).fields.map((field) => Buffer.from(field, 'latin1'))
    const text = lines.flatMap((line, at) => (at === 0 ? [line] : [LINE_END, line]))
    return CHOICES.map((choices) => Buffer.concat([choices, ...text])).filter(
      ({ length }) => length <= MOST_OCTETS,
    )
  })
}

function writeSeeds() {
  const place = path.join(cache, 'fuzz-seeds')
  fs.rmSync(place, { recursive: true, force: true })
  fs.mkdirSync(place, { recursive: true })
  seeds().forEach((seed, at) => fs.writeFileSync(path.join(place, String(at)), seed))
  return place
}

/** The environment that has cargo-fuzz. Throws if there is no nightly Rust: the instrumentation needs one. */
function tools() {
  if (!attempt('cargo', ['+nightly', '--version']).ok) {
    throw new Error('fuzzing needs a nightly Rust: rustup toolchain install nightly --profile minimal')
  }
  const home = path.join(cache, 'cargo')
  const env = { ...process.env, PATH: `${path.join(home, 'bin')}${path.delimiter}${process.env.PATH}` }
  if (!attempt('cargo', ['fuzz', '--version'], { env }).ok) {
    run('cargo', ['install', '--locked', '--version', VERSION, '--root', home, 'cargo-fuzz'])
  }
  return env
}

/** What libFuzzer says at the end of a run. */
export function resultOf(printed) {
  const number = (pattern) => Number(Array.from(printed.matchAll(pattern)).at(-1)?.[1] ?? 0)
  return {
    executions: number(/^stat::number_of_executed_units:\s*(\d+)/gm),
    edges: number(/ cov: (\d+)/g),
    allEdges: number(/\((\d+) inline 8-bit counters\)/g),
    inputs: number(/ corp: (\d+)\//g),
    finding: /Test unit written to (\S+)/.exec(printed)?.[1],
  }
}

const corpus = (target) => path.join(folder, 'corpus', target)

function fuzz(target, seconds, seedFolder, env) {
  fs.mkdirSync(corpus(target), { recursive: true })
  const options = [
    `-max_total_time=${seconds}`,
    `-max_len=${MOST_OCTETS}`,
    `-timeout=${SLOWEST_SECONDS}`,
    `-dict=${path.join(folder, 'dictionary.txt')}`,
    '-print_final_stats=1',
  ]
  const args = ['+nightly', 'fuzz', 'run', target, corpus(target), seedFolder, '--', ...options]
  const { status, stderr } = spawnSync('cargo', args, {
    cwd: root,
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
  })
  const result = resultOf(stderr)
  if (status !== 0 && result.finding === undefined) console.error(stderr.slice(-8000))
  return { target, ok: status === 0 && result.executions > 0, ...result, printed: stderr }
}

/** The line of a target. */
export function report({ target, ok, executions, edges, allEdges, inputs, finding }) {
  const found = ok ? 'nothing found' : `FAILED${finding ? `: ${finding}` : ''}`
  const share = allEdges > 0 ? ` of ${allEdges.toLocaleString('en')}` : ''
  return (
    `${target}: ${executions.toLocaleString('en')} executions, ${edges.toLocaleString('en')}${share} edges, ` +
    `${inputs.toLocaleString('en')} inputs in the corpus, ${found}`
  )
}

/** A tool of LLVM's, which the component `llvm-tools` of the nightly has. */
function llvm(tool) {
  const sysroot = output('rustc', ['+nightly', '--print', 'sysroot'])
  const host = /host: (\S+)/.exec(output('rustc', ['+nightly', '-vV']))[1]
  const place = path.join(sysroot, 'lib/rustlib', host, 'bin', tool)
  if (!fs.existsSync(place)) run('rustup', ['component', 'add', '--toolchain', 'nightly', 'llvm-tools'])
  return place
}

/** The lines and regions of src/ that the inputs of all targets run through. */
function coverage(wanted, seedFolder, env) {
  const host = /host: (\S+)/.exec(output('rustc', ['+nightly', '-vV']))[1]
  const covTool = llvm('llvm-cov')
  const profiles = []
  for (const target of wanted) {
    fs.mkdirSync(corpus(target), { recursive: true })
    run('cargo', ['+nightly', 'fuzz', 'coverage', target, corpus(target), seedFolder], { env })
    profiles.push(path.join(folder, 'coverage', target, 'coverage.profdata'))
  }
  const binaries = wanted.map((target) =>
    path.join(folder, 'target', host, 'coverage', host, 'release', target),
  )
  const profile = path.join(folder, 'coverage/all.profdata')
  run(llvm('llvm-profdata'), ['merge', '-sparse', ...profiles, '-o', profile])
  const objects = binaries.flatMap((binary, at) => (at === 0 ? [binary] : ['-object', binary]))
  const args = [
    'report',
    ...objects,
    `-instr-profile=${profile}`,
    '--ignore-filename-regex=/(tests|fuzz|rustc|registry|rustlib)/',
  ]
  run(covTool, args, { env })
}

if (isMain(import.meta)) {
  const strange = names.filter((name) => !targets.includes(name))
  if (strange.length > 0) throw new Error(`no target ${strange}; there are ${targets.join(', ')}`)
  const seconds = Number(
    Array.from(flags)
      .find((flag) => flag.startsWith('--seconds='))
      ?.split('=')[1] ?? SECONDS,
  )
  const wanted = names.length > 0 ? names : targets
  const env = tools()
  const seedFolder = writeSeeds()
  if (flags.has('--coverage')) {
    coverage(wanted, seedFolder, env)
  } else {
    run('cargo', ['+nightly', 'fuzz', 'build'], { env })
    const results = wanted.map((target) => {
      const result = fuzz(target, seconds, seedFolder, env)
      console.log(report(result))
      return result
    })
    for (const { printed } of results.filter(({ ok }) => !ok)) console.log(printed.slice(-4000))
    process.exitCode = results.every(({ ok }) => ok) ? 0 : 1
  }
}
