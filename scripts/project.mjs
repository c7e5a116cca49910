// What the scripts share: places, platforms, and running things.

import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Whatever the scripts fetch and build: nothing is written outside of it, and git ignores it. */
export const cache = path.join(root, '.cache')

export const manifest = readJson(path.join(root, 'package.json'))

/** How Node.js names what Rust's triples name. No dependency does this: scripts run before `npm ci`, on any Node.js. */
const CPUS = { aarch64: 'arm64', armv7: 'arm', s390x: 's390x', x86_64: 'x64' }
const SYSTEMS = { apple: 'darwin', pc: 'win32', unknown: 'linux' }

/** Where each platform's package and binary are. */
export const platforms = manifest.napi.targets
  .map((triple) => {
    const [processor, vendor, , abi] = triple.split('-')
    const [os, cpu] = [SYSTEMS[vendor], CPUS[processor]]
    const name = [os, cpu, abi].filter(Boolean).join('-')
    return {
      name,
      triple,
      os,
      cpu,
      libc: os === 'linux' ? (abi.startsWith('musl') ? 'musl' : 'glibc') : undefined,
      package: `${manifest.napi.packageName}-${name}`,
      folder: path.join(root, 'npm', name),
      binary: `${manifest.napi.binaryName}.${name}.node`,
      built: path.join(cache, 'bindings', name),
    }
  })
  .sort((a, b) => (a.name < b.name ? -1 : 1))

export function platform(name) {
  const found = platforms.find((platform) => platform.name === name)
  if (!found)
    throw new Error(`no platform ${name}; there are ${platforms.map(({ name }) => name).join(', ')}`)
  return found
}

export function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

export const json = (value) => `${JSON.stringify(value, null, 2)}\n`

export function writeJson(file, value) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, json(value))
}

/** The entries that have code: the names of their files, and what package.json says of each. */
export const codeEntries = Object.entries(manifest.exports)
  .filter(([entry]) => entry !== './package.json')
  .map(([entry, conditions]) => [entry === '.' ? 'index' : path.basename(entry), conditions])

/** Runs a program to its end, shown, and throws if it fails. */
export function run(program, args, options) {
  const { status, signal, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) throw error
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${signal ?? `exit code ${status}`}`)
}

/** What a program prints. */
export function output(program, args, options) {
  const print = ['ignore', 'pipe', 'inherit']
  return execFileSync(program, args, { cwd: root, encoding: 'utf8', stdio: print, ...options }).trim()
}

/** True if the sources of Rust's library are here, or can be had. */
export function hasRustSources() {
  const installed = output('rustup', ['component', 'list', '--installed']).split('\n')
  return installed.includes('rust-src') || attempt('rustup', ['component', 'add', 'rust-src']).ok
}

/** Runs a program; returns whether it succeeded and what it printed. */
export function attempt(program, args, options) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  })
  return {
    ok: status === 0,
    stdout: (stdout ?? '').trim(),
    printed: `${stdout ?? ''}${stderr ?? ''}${error ? `${error}\n` : ''}`,
  }
}

/** Makes `folder` with `fill` unless an earlier run has finished it. */
export function once(folder, fill) {
  const done = `${folder}.done`
  if (fs.existsSync(done)) return folder
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  fill(folder)
  fs.writeFileSync(done, '')
  return folder
}

/** A package from the registry, unpacked, without its dependencies and scripts. */
export function fetchPackage(name, version) {
  return once(path.join(cache, 'packages', `${name.replaceAll('/', '-')}-${version}`), (folder) => {
    const tarball = output('npm', ['pack', '--silent', `${name}@${version}`], { cwd: folder })
    run('tar', ['xzf', tarball, '--strip-components=1'], { cwd: folder })
    fs.rmSync(path.join(folder, tarball))
  })
}

/** The `--name` options among a script's arguments, as a set. */
export const flags = new Set(process.argv.slice(2).filter((arg) => arg.startsWith('--')))

/** The other arguments. */
export const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'))

/** Whether a module is the script that was started. */
export const isMain = ({ url }) => fileURLToPath(url) === fs.realpathSync(process.argv[1] ?? root)
