// Builds the addon for a platform into .cache/bindings/<platform>, as it is published:
//
//   node scripts/build.mjs linux-x64-gnu linux-arm64-musl
//
// Linux is linked by zig, which has every libc: glibc 2.17 is the floor, so that a binary made on a new system runs
// on an old one. The others need their own system's linker.

import fs from 'node:fs'
import path from 'node:path'

import { cache, hasRustSources, isMain, names, once, output, platform, root, run } from './project.mjs'

const GLIBC = '2.17'
const TARGET = path.join(cache, 'target')

// Rust's library is built along, without the part that prints backtraces: it is a quarter of the binary, and of a
// stripped one it has no names to print. Cargo calls the flag unstable, hence the variable.
const STD = { args: ['-Zbuild-std=std,panic_unwind', '-Zbuild-std-features='], env: { RUSTC_BOOTSTRAP: '1' } }
/** zig and cargo-zigbuild, with their digests. */
const ZIG = path.join(root, 'scripts/requirements.txt')

/** The environment that has zig and cargo-zigbuild, from a virtual environment of Python's. */
export function zigEnv() {
  const folder = once(path.join(cache, 'zig'), (folder) => {
    run('python3', ['-m', 'venv', folder])
    const checked = ['--require-hashes', '--only-binary=:all:', '--requirement', ZIG]
    run(path.join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...checked])
  })
  return {
    ...process.env,
    PATH: `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH}`,
    XDG_CACHE_HOME: path.join(cache, 'zig-cache'),
    CARGO_TARGET_DIR: TARGET,
  }
}

/** The newest glibc that a binary asks for. */
function glibcOf(file) {
  const versions = output('objdump', ['-T', file]).match(/GLIBC_[\d.]+/g) ?? []
  const sorted = versions.map((version) => version.slice('GLIBC_'.length).split('.').map(Number))
  return sorted.sort(([a, b], [c, d]) => a - c || b - d).at(-1)
}

/** The libraries that a binary may ask for: those of the system's C library, and no others. */
const LIBRARIES = {
  glibc: /^(?:lib(?:c|dl|m|pthread|rt)\.so\.\d|ld(?:-linux[\w-]*|64)\.so\.\d)$/,
  musl: /^libc\.so$/,
}

/** Refuses a binary that asks for a library which not every system with that C library has. */
function checkLibraries(file, libc) {
  const needed = [...output('objdump', ['-p', file]).matchAll(/^ +NEEDED +(\S+)$/gm)].map(([, name]) => name)
  const others = needed.filter((name) => !LIBRARIES[libc].test(name))
  if (needed.length === 0 || others.length > 0)
    throw new Error(`${file} needs ${others.join(', ') || 'no library'}`)
  return needed
}

/** What rustup must have: the target, whose C libraries are needed for all that, and the sources. */
function rustFor(triple) {
  const installed = output('rustup', ['component', 'list', '--installed']).split('\n')
  if (!installed.includes(`rust-std-${triple}`)) run('rustup', ['target', 'add', triple])
  if (hasRustSources()) return STD
  console.warn(
    `${triple}: no sources of Rust's library to be had; with the one that came, this is NOT for a release.`,
  )
  return { args: [], env: {} }
}

export function build(name) {
  const { triple, os, libc, binary, built } = platform(name)
  const args = ['napi', 'build', '--platform', '--release', '--features', 'node', '--dts', 'binding.d.ts']
  const std = rustFor(triple)
  const withZig = os === 'linux'
  const env = withZig ? zigEnv() : { ...process.env, CARGO_TARGET_DIR: TARGET }
  fs.rmSync(built, { recursive: true, force: true })
  if (withZig) args.push('-x')
  args.push(
    '--target',
    libc === 'glibc' ? `${triple}.${GLIBC}` : triple,
    '--output-dir',
    built,
    '--',
    '--locked',
    ...std.args,
  )
  run('npx', ['--no-install', ...args], { env: { ...env, ...std.env }, shell: process.platform === 'win32' })
  const file = path.join(built, binary)
  const [major, minor] = libc === 'glibc' ? glibcOf(file) : []
  if (major > 2 || minor > Number(GLIBC.split('.')[1]))
    throw new Error(`${binary} needs glibc ${major}.${minor}`)
  const floor = libc === 'glibc' ? ` of glibc ${major}.${minor}` : ''
  const needed = withZig ? `, needs ${checkLibraries(file, libc).join(', ')}${floor}` : ''
  console.log(`${path.relative(cache, file)}: ${fs.statSync(file).size} bytes${needed}`)
  return file
}

if (isMain(import.meta)) names.forEach(build)
