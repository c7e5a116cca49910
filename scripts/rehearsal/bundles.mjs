// The package in bundles, and in what is traced for a deployment: each tool with the settings that it comes with. What comes
// out runs in an empty folder.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { attempt, root, run } from '../project.mjs'

/** Uses every entry, and prints what `PRINTED` says. */
const PROGRAM = `import { backend, parseWwwAuthenticate } from 'auth-challenge'
import { unauthorized } from 'auth-challenge/mcp'
import { getWWWAuthenticateHeader } from 'auth-challenge/mcp-proxy'
function printed() {
  const [{ params }] = parseWwwAuthenticate(unauthorized({ scope: 'a' }))
  return [backend, params.scope, getWWWAuthenticateHeader({ realm: 'files' })].join(' ')
}
`
const PRINTED = 'wasm a Bearer realm="files"'

/** The same where the addon comes along. */
const PRINTED_BY_ADDON = PRINTED.replace('wasm', 'native')

const PRINTING = `${PROGRAM}console.log(printed())\n`

/** Workers, by who answers in them. */
const WORKERS = {
  Hono: `import { Hono } from 'hono'
${PROGRAM}const app = new Hono()
app.get('/', (context) => context.text(printed()))
export default app
`,
  'fastmcp/edge': `import { EdgeFastMCP } from 'fastmcp/edge'
${PROGRAM}const server = new EdgeFastMCP({ name: 'files', version: '1.0.0' })
server.getApp().get('/', (context) => context.text(printed()))
export default { fetch: (request) => server.fetch(request) }
`,
}

/** What a published server's bundle grows by, at most: `auth-challenge/mcp-proxy` alone. */
const MAX_GROWTH = 150_000
const SWAP = `import { getWWWAuthenticateHeader } from 'auth-challenge/mcp-proxy'
console.log('wasm a ' + getWWWAuthenticateHeader({ realm: 'files' }))
`

/** Each takes the tools' `load`, the file to bundle and where the bundle goes. */
const TO_NODE = {
  esbuild: async (load, entry, outfile) => {
    const { build } = await load('esbuild')
    await build({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile,
      logLevel: 'error',
    })
  },
  'esbuild, ESM': async (load, entry, outfile) => {
    const { build } = await load('esbuild')
    await build({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      logLevel: 'error',
    })
  },
  webpack: (load, entry, file) => webpack(load, entry, file, 'node'),
  'webpack for the web': (load, entry, file) => webpack(load, entry, file, 'web'),
  rollup: async (load, entry, file) => {
    const { rollup } = await load('rollup')
    const { nodeResolve } = await load('@rollup/plugin-node-resolve')
    const bundle = await rollup({ input: entry, plugins: [nodeResolve()] })
    await bundle.write({ file, format: 'cjs' })
  },
  rolldown: async (load, entry, file) => {
    const { build } = await load('rolldown')
    await build({ input: entry, platform: 'node', output: { file, format: 'cjs' }, logLevel: 'silent' })
  },
  'Vite, SSR': (load, entry, file) => vite(load, entry, file, { ssr: entry }, { noExternal: true }),
  'Vite, client': (load, entry, file) => vite(load, entry, file, { lib: { entry, formats: ['es'] } }),
  /** As it comes, it reads no `exports`. */
  Parcel: async (load, entry, file) => {
    const { Parcel } = await load('@parcel/core')
    const distDir = path.dirname(file)
    await new Parcel({
      entries: entry,
      cacheDir: path.join(path.dirname(entry), '.parcel-cache'),
      defaultConfig: load.resolve('@parcel/config-default'),
      mode: 'production',
      shouldAutoInstall: false,
      shouldDisableCache: true,
      targets: { page: { context: 'browser', distDir, distEntry: path.basename(file), sourceMap: false } },
    }).run()
  },
}

async function webpack(load, entry, file, target) {
  const { default: compilerOf } = await load('webpack')
  const output = { path: path.dirname(file), filename: path.basename(file) }
  const compiler = compilerOf({ mode: 'production', target, context: path.dirname(entry), entry, output })
  await new Promise((resolve, reject) => {
    compiler.run((error, stats) =>
      error || stats.hasErrors() ? reject(error ?? new Error(stats.toString())) : resolve(),
    )
  })
}

async function vite(load, entry, file, build, ssr) {
  const { build: run } = await load('vite')
  const rollupOptions = { input: entry, output: { entryFileNames: path.basename(file) } }
  const outDir = path.dirname(file)
  await run({
    root: path.dirname(entry),
    logLevel: 'error',
    ssr,
    build: { ...build, outDir, emptyOutDir: true, rollupOptions },
  })
}

/** What fastmcp loads if it is installed: schemas of other libraries than its own. */
const OPTIONAL = ['@valibot/to-json-schema', 'effect', 'sury']

/** wrangler's own way: esbuild with the conditions of workerd, the module as a file beside. */
async function inWorkerd(load, folder, into, worker) {
  const { build } = await load('esbuild')
  const entry = path.join(folder, 'worker.mjs')
  fs.writeFileSync(entry, worker)
  const outfile = path.join(into, 'worker.mjs')
  const options = {
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    assetNames: '[name]',
    external: OPTIONAL,
  }
  await build({ entryPoints: [entry], bundle: true, format: 'esm', outfile, logLevel: 'error', ...options })
  const { Miniflare } = await load('miniflare')
  const miniflare = new Miniflare({
    compatibilityDate: '2026-01-01',
    modulesRoot: into,
    modules: [
      { type: 'ESModule', path: outfile },
      { type: 'CompiledWasm', path: path.join(into, 'auth-challenge.wasm') },
    ],
  })
  try {
    const response = await miniflare.dispatchFetch('http://localhost/')
    return await response.text()
  } finally {
    await miniflare.dispose()
  }
}

/** What bundles addons too. */
const WITH_ADDONS = {
  /** The files that a program runs through, as Next.js, Nitro and several hosts choose those of a deployment. */
  '@vercel/nft': async ({ load }, entry, into) => {
    const { nodeFileTrace } = await load('@vercel/nft')
    const base = path.dirname(entry)
    const { fileList } = await nodeFileTrace([entry], { base })
    for (const file of fileList) fs.cpSync(path.join(base, file), path.join(into, file))
    return [process.execPath, path.basename(entry)]
  },
  'bun build': async ({ bun }, entry, into) => {
    run(bun, ['build', '--target=bun', entry, `--outdir=${into}`, '--entry-naming=bundle.js'])
    return [bun, 'bundle.js']
  },
}

function check(what, printed, expected = PRINTED) {
  if (printed !== expected) throw new Error(`${what} printed ${printed}`)
}

/** What a row says of what came out. */
function rowOf(bundler, folder) {
  const sizes = fs
    .readdirSync(folder, { recursive: true })
    .map((file) => fs.statSync(path.join(folder, file)))
    .filter((found) => found.isFile())
    .map(({ size }) => size)
  return { bundler, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Bundles programs of `folder`, where the package is installed. Returns a row for each tool. */
export async function tryBundlers({ folder, tools, bun }) {
  const require = createRequire(path.join(tools, 'package.json'))
  const load = (name) => import(pathToFileURL(load.resolve(name)))
  load.resolve = require.resolve
  const entry = path.join(folder, 'bundled.mjs')
  const rows = []
  /** Calls `use` with an empty folder, outside of every node_modules. */
  const elsewhere = async (use) => {
    const into = fs.mkdtempSync(path.join(path.dirname(root), 'auth-challenge-bundle-'))
    try {
      return await use(into)
    } finally {
      fs.rmSync(into, { recursive: true })
    }
  }
  const printedBy = ([program, ...args], cwd) => {
    const { stdout, printed } = attempt(program, args, { cwd })
    return stdout || printed
  }
  const bundled = (title, bundle, text) =>
    elsewhere(async (into) => {
      fs.writeFileSync(entry, text)
      const file = path.join(into, /ESM|Vite/.test(title) ? 'bundle.mjs' : 'bundle.cjs')
      await bundle(load, entry, file)
      check(title, printedBy([process.execPath, file], into))
      return rowOf(title, into)
    })
  for (const [title, bundle] of Object.entries(TO_NODE)) rows.push(await bundled(title, bundle, PRINTING))
  const swap = await bundled('esbuild, the swap of mcp-proxy', TO_NODE.esbuild, SWAP)
  if (swap.files !== 1 || swap.bytes > MAX_GROWTH)
    throw new Error(`the swap grows a bundle by ${swap.bytes} bytes`)
  rows.push(swap)
  fs.writeFileSync(entry, PRINTING)
  for (const [title, bundle] of Object.entries(WITH_ADDONS)) {
    rows.push(
      await elsewhere(async (into) => {
        check(title, printedBy(await bundle({ load, bun }, entry, into), into), PRINTED_BY_ADDON)
        return rowOf(title, into)
      }),
    )
  }
  for (const [title, worker] of Object.entries(WORKERS)) {
    const into = path.join(folder, 'workerd', path.basename(title))
    check(title, await inWorkerd(load, folder, into, worker))
    rows.push(rowOf(`esbuild for workerd, ${title}`, into))
  }
  return rows
}
