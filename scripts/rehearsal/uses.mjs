// Uses of the installed package beyond running it: bundles, the checkers of packages, and the proxy of the demo.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, manifest, root, run } from '../project.mjs'

const { name, version } = manifest

const PROGRAM = `import { parseWwwAuthenticate } from 'auth-challenge'
console.log(parseWwwAuthenticate('Bearer realm="files"')[0].params.realm)
`

function must(program, args, options) {
  const { ok, stdout, printed } = attempt(program, args, options)
  if (!ok) throw new Error(`${program} ${args.join(' ')}:\n${printed}`)
  return stdout
}

/** Ways to bundle a program for Node.js: the addon stays outside of the bundle, or is copied beside it. */
const BUNDLERS = {
  'esbuild, external': ['esbuild', ['--external:auth-challenge']],
  'esbuild, copied': ['esbuild', ['--loader:.node=copy']],
  'webpack, external': ['webpack', { 'auth-challenge': 'commonjs auth-challenge' }],
}

/** Bundles a program in `folder`, where the package is installed, and runs it. */
export function tryBundlers({ folder, tools }) {
  fs.writeFileSync(path.join(folder, 'program.mjs'), PROGRAM)
  return Object.entries(BUNDLERS).map(([bundler, [program, setting]]) => {
    const into = path.join(folder, bundler.replace(', ', '-'))
    const bundle = path.join(into, 'program.cjs')
    if (program === 'esbuild') {
      const args = ['program.mjs', '--bundle', '--platform=node', '--format=cjs', `--outdir=${into}`]
      const named = ['--out-extension:.js=.cjs', '--log-level=error', ...setting]
      must(path.join(tools, 'node_modules/.bin/esbuild'), [...args, ...named], { cwd: folder })
    } else {
      must(process.execPath, ['--eval', webpack(folder, into, setting)], { cwd: tools })
    }
    const printed = must(process.execPath, [bundle], { cwd: folder })
    if (printed !== 'files') throw new Error(`${bundler} printed ${printed}`)
    return bundler
  })
}

/** webpack by its API: its command would be another package. */
function webpack(folder, into, externals) {
  const options = {
    mode: 'production',
    target: 'node',
    context: folder,
    entry: './program.mjs',
    externals,
    output: { path: into, filename: 'program.cjs' },
  }
  return `require('webpack')(${JSON.stringify(options)}, (error, stats) => {
    if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exit(1) }
  })`
}

/** publint and attw look at the tarball as the registry serves it. Returns what they say. */
export function checkTarball({ folder, home, tools, env, node }) {
  fs.mkdirSync(home, { recursive: true })
  const tarball = must('npm', ['pack', '--silent', `${name}@${version}`], { cwd: folder, env })
    .split('\n')
    .at(-1)
  const bin = (program) => path.join(tools, 'node_modules/.bin', program)
  const publint = must(node, [bin('publint'), 'run', '--strict', tarball], { cwd: folder, env })
  const attw = must(node, [bin('attw'), '--no-emoji', '--format', 'table-flipped', tarball], {
    cwd: folder,
    env,
  })
  return `${publint}\n\n${attw}`
}

/** The demo's real mcp-proxy, with the installed package in the place of this repository. */
export function tryDemo({ folder }) {
  fs.cpSync(path.join(root, 'demo'), path.join(folder, 'demo'), { recursive: true })
  for (const shared of ['port.mjs', 'table.mjs']) {
    fs.cpSync(path.join(root, 'scripts', shared), path.join(folder, 'scripts', shared))
  }
  for (const needed of ['mcp-proxy', 'mcp-proxy-5.10.0', 'cli-table3']) {
    const link = path.join(folder, 'node_modules', needed)
    fs.rmSync(link, { force: true })
    fs.symlinkSync(path.join(root, 'node_modules', needed), link)
  }
  return must(process.execPath, ['demo/main.mjs'], { cwd: folder })
}

/** mcp-proxy's own tests and headers, with the installed package in its code. */
export function tryDropIn({ folder }) {
  const env = { ...process.env, AUTH_CHALLENGE_INSTALLED: path.join(folder, 'node_modules') }
  run(process.execPath, ['integration/mcp-proxy.mjs'], { env })
}
