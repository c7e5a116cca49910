// The vectors in runtimes that are no Node.js: workerd (by Miniflare), Vercel's edge runtime and a page in Chromium.
// `npm run test:runtimes` does this too.

import { execFile, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'

import { rolldown } from 'rolldown'

import { cache, isMain, manifest, once, root, run } from './project.mjs'

const work = path.join(cache, 'web')

const vectors = () =>
  ['published', 'recoveries'].flatMap((name) =>
    fs
      .readFileSync(path.join(root, `tests/vectors/${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  )

/** A program that sends its report, bundled as a platform's tool does it. The module stays a file of its own. */
async function bundled(conditions, program) {
  const folder = path.join(work, conditions[0])
  fs.mkdirSync(folder, { recursive: true })
  const entry = path.join(folder, 'entry.mjs')
  const helper = JSON.stringify(path.join(root, 'scripts/web/vectors.mjs'))
  fs.writeFileSync(
    entry,
    `import * as library from '${manifest.name}'
import { report } from ${helper}
const result = () => report(library, ${JSON.stringify(vectors())})
${program}`,
  )
  const build = await rolldown({
    input: entry,
    resolve: { conditionNames: [...conditions, 'import'] },
    plugins: [
      {
        name: 'package',
        // The repository is the package: it finds itself by its name.
        resolveId(source) {
          if (source === manifest.name) return resolve(conditions)
          return source.includes('.wasm') ? { id: './auth-challenge.wasm', external: true } : undefined
        },
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm' })
  return output[0].code
}

/** The file that `exports` names for some conditions, as the algorithm of Node.js has it. */
function resolve(conditions) {
  const match = (target) =>
    typeof target === 'string'
      ? target
      : match(
          Object.entries(target).find(([condition]) =>
            [...conditions, 'import', 'default'].includes(condition),
          )[1],
        )
  return path.join(root, match(manifest.exports['.']))
}

function tools() {
  const folder = once(path.join(cache, 'web-tools'), (folder) => {
    fs.copyFileSync(path.join(root, 'scripts/web/package.json'), path.join(folder, 'package.json'))
    run(
      'npm',
      ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: folder },
    )
  })
  return createRequire(path.join(folder, 'package.json'))
}

async function inWorkerd() {
  const code = await bundled(
    ['workerd', 'worker', 'browser'],
    'export default { fetch: () => Response.json(result()) }',
  )
  const { Miniflare } = tools()('miniflare')
  const miniflare = new Miniflare({
    compatibilityDate: '2026-01-01',
    modulesRoot: '/',
    modules: [
      { type: 'ESModule', path: '/worker.mjs', contents: code },
      {
        type: 'CompiledWasm',
        path: '/auth-challenge.wasm',
        contents: fs.readFileSync(path.join(root, 'dist/auth-challenge.wasm')),
      },
    ],
  })
  try {
    return await (await miniflare.dispatchFetch('http://localhost/')).json()
  } finally {
    await miniflare.dispose()
  }
}

async function inEdgeRuntime() {
  const code = await bundled(['edge-light'], 'globalThis.result = result()')
  const { EdgeVM } = tools()('@edge-runtime/vm')
  const vm = new EdgeVM({ codeGeneration: { strings: false, wasm: false } })
  // Next.js puts the compiled module into a global in this way.
  vm.context.compiled = new WebAssembly.Module(fs.readFileSync(path.join(root, 'dist/auth-challenge.wasm')))
  vm.evaluate(
    code.replace(/import (\w+) from "\.\/auth-challenge\.wasm";/, 'const $1 = globalThis.compiled;'),
  )
  return JSON.parse(vm.evaluate('JSON.stringify(globalThis.result)'))
}

/** Debian's, installed if it is missing and that is possible. */
export function chromium() {
  const find = () => spawnSync('sh', ['-c', 'command -v chromium']).stdout.toString().trim()
  if (find() === '')
    run('apt-get', ['install', '--yes', '--quiet=2', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
    })
  return find()
}

/** A page that imports the files as they are, without a bundler. */
async function inChromium() {
  const types = { '.html': 'text/html', '.json': 'application/json', '.mjs': 'text/javascript' }
  const page = `<!doctype html><pre></pre><script type="module">
    import * as library from '/dist/browser/index.mjs'
    import { report } from '/scripts/web/vectors.mjs'
    const vectors = await (await fetch('/vectors.json')).json()
    document.querySelector('pre').textContent = JSON.stringify(report(library, vectors))
  </script>`
  const served = { '/': [page, '.html'], '/vectors.json': [JSON.stringify(vectors()), '.json'] }
  const server = http.createServer((request, response) => {
    const file = path.join(root, request.url)
    if (!(request.url in served) && !fs.existsSync(file)) return response.writeHead(404).end()
    const [body, type] = served[request.url] ?? [fs.readFileSync(file), path.extname(file)]
    response.setHeader('content-type', types[type] ?? 'application/octet-stream')
    response.end(body)
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${path.join(work, 'chromium')}`,
    ]
    const url = `http://127.0.0.1:${server.address().port}/`
    const dump = [...flags, '--virtual-time-budget=10000', '--dump-dom', url]
    const { stdout } = await promisify(execFile)(chromium(), dump, { timeout: 120_000, maxBuffer: 1 << 24 })
    const [, text] = /<pre>(.*?)<\/pre>/s.exec(stdout)
    return JSON.parse(text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'))
  } finally {
    server.close()
  }
}

const PLACES = { workerd: inWorkerd, 'edge-runtime': inEdgeRuntime, chromium: inChromium }

/** A row for each. */
export async function testWeb() {
  const expected = {
    passed: vectors().length,
    written: 'Bearer scope="files:read"',
    forwarded: 'Bearer scope="a", realm="gateway"',
  }
  const rows = []
  for (const [runtime, report] of Object.entries(PLACES)) {
    try {
      const { backend, passed, failed, first, written, forwarded } = await report()
      const actual = { passed, written, forwarded: forwarded.join() }
      const ok = backend === 'wasm' && isDeepStrictEqual(actual, expected)
      if (failed.length > 0) console.error(runtime, failed)
      rows.push({
        runtime,
        backend,
        passed,
        failed: failed.length,
        exit: ok ? 0 : 1,
        first: JSON.stringify(first),
        forwarded: forwarded.join(),
      })
    } catch (error) {
      console.error(runtime, error)
      rows.push({ runtime, exit: 1 })
    }
  }
  return rows
}

if (isMain(import.meta)) {
  const rows = await testWeb()
  console.table(rows)
  process.exitCode = rows.every(({ exit }) => exit === 0) ? 0 : 1
}
