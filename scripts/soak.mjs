// `npm run soak`: 20 million mixed calls in one process for each back end: reading, forwarding, writing, errors, text that
// is too long, and callbacks that throw. The memory of the process must not grow from call to call.
//
//   npm run soak -- --calls=1000000 native

import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

import { flags, isMain, names, root } from './project.mjs'

const CALLS = 20_000_000
/** Calls between two looks at the memory. */
const BLOCK = 50_000
/** The share of the calls after which V8 has its room. */
const WARM = 0.2
/** The MiB by which the memory may be more at the end than once the process is warm: V8's own heap moves by as much. */
const MOST_GROWTH = 24
/** The MiB of memory that the WebAssembly module may keep. */
const MOST_MODULE = 4
const MIB = 2 ** 20

const numberOf = (flag, usual) =>
  Number(
    Array.from(flags)
      .find((given) => given.startsWith(`--${flag}=`))
      ?.split('=')[1] ?? usual,
  )

/** Calls of every kind, each of which returns something or throws. */
function mixedCalls(library) {
  const { bearerChallenge, createForwarder, findChallenge, formatWwwAuthenticate, lintWwwAuthenticate } =
    library
  const { forwardChallenge, parseWwwAuthenticate, protectedResourceMetadataUrl } = library
  const bearer =
    'Bearer realm="files", scope="read write", error="invalid_token", resource_metadata="http://10.0.0.7/m"'
  const broken = 'Basic realm="a" charset=UTF-8; x, Bearer, scope=a b, realm="c'
  const wide = 'Basic realm="\u0122\u{1f600}caf\xe9"'
  const long = `Bearer realm="${'x'.repeat(70_000)}"`
  const many = Array.from({ length: 300 }, (_, at) => `S a${at}=b`)
  const throwing = () => {
    throw new Error('of the caller')
  }
  const kept = [{ realm: 'a' }, { errors: 'drop' }].map((edits) => createForwarder(edits))
  const reporting = createForwarder({ normalize: true, onChange: () => {} })
  const usual = [
    () => parseWwwAuthenticate(bearer),
    () => parseWwwAuthenticate(broken, { onDefect: () => {} }),
    () => parseWwwAuthenticate([bearer, wide]),
    () => parseWwwAuthenticate(broken, { strict: true }),
    () => findChallenge({ headers: { 'www-authenticate': bearer } }, 'bearer'),
    () => forwardChallenge(bearer),
    () => kept[0](bearer),
    () => kept[0](broken),
    () => kept[1](bearer),
    () => reporting(broken),
    () => forwardChallenge(wide, { scope: (scopes) => scopes, set: { x: 'y' } }),
    () => forwardChallenge(bearer, { scope: throwing }),
    () => parseWwwAuthenticate(broken, { onDefect: throwing }),
    () => bearerChallenge({ error_description: 'say "no"', realm: 'a', scope: ['a', 'b'] }),
    () => bearerChallenge({ realm: wide }, { onChange: throwing }),
    () => formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: 'a "b"' } }]),
    () => formatWwwAuthenticate([{ scheme: 'Basic', params: { realm: 'a\n' } }]),
    () => lintWwwAuthenticate(broken),
    () => protectedResourceMetadataUrl('https://files.example/mcp'),
    () => createForwarder({ realms: 'a' }),
  ]
  const rare = [
    () => parseWwwAuthenticate(long),
    () => parseWwwAuthenticate(many),
    () => forwardChallenge(many, { realm: 'x' }),
    () => bearerChallenge({ realm: long }),
    () => forwardChallenge(long, { normalize: true }),
  ]
  // Long text takes a thousand times as long as the usual one.
  return (number) =>
    number % 500 === 499 ? rare[((number - 499) / 500) % rare.length] : usual[number % usual.length]
}

const rss = () => {
  globalThis.gc()
  return process.memoryUsage.rss() / MIB
}

/** One large header takes memory while it is read, and no longer. */
function largeHeader({ parseWwwAuthenticate }, backend) {
  const large = `Basic realm="${'x'.repeat(64 * MIB)}"`
  if (parseWwwAuthenticate(large, { maxLength: 2 ** 30 })[0].params.realm.length !== 64 * MIB)
    throw new Error('wrong')
  const kept = backend().table.buffer.byteLength / MIB
  if (kept > MOST_MODULE) throw new Error(`after one large header the module keeps ${kept} MiB`)
}

function soak(calls) {
  // A third of the calls are errors, whose stacks are of no interest.
  Error.stackTraceLimit = 0
  const require = createRequire(import.meta.url)
  const library = require('../entries/index.js')
  const call = mixedCalls(library)
  largeHeader(library, require('../lib/backend.js').backend)
  let [errors, warm, most] = [0, undefined, 0]
  const start = performance.now()
  for (let number = 0; number < calls; number += 1) {
    try {
      call(number)()
    } catch {
      errors += 1
    }
    if (number % BLOCK !== BLOCK - 1) continue
    const now = rss()
    if (number >= calls * WARM) {
      warm ??= now
      most = Math.max(most, now)
    }
  }
  const [end, seconds] = [rss(), (performance.now() - start) / 1000]
  const mib = (number) => `${number.toFixed(1)} MiB`
  console.log(
    `${library.backend}: ${calls.toLocaleString('en')} calls, ${errors.toLocaleString('en')} of them errors, in ` +
      `${seconds.toFixed(0)} s; RSS ${mib(warm)} once warm, ${mib(most)} at most, ${mib(end)} at the end`,
  )
  return errors > calls / 10 && end - warm <= MOST_GROWTH
}

if (isMain(import.meta) && flags.has('--child')) {
  process.exitCode = soak(numberOf('calls', CALLS)) ? 0 : 1
} else if (isMain(import.meta)) {
  const backends = names.length > 0 ? names : ['native', 'wasm']
  const failed = backends.filter((backend) => {
    const args = ['--expose-gc', process.argv[1], '--child', `--calls=${numberOf('calls', CALLS)}`]
    const env = { ...process.env, AUTH_CHALLENGE_BACKEND: backend }
    return spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status !== 0
  })
  if (failed.length > 0) console.error(`The memory grows: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
