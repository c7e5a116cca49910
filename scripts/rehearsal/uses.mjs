// Uses of the installed package beyond running it: the checkers of packages, and the demo.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, manifest, root, run } from '../project.mjs'

const { name, version } = manifest

function must(program, args, options) {
  const { ok, stdout, printed } = attempt(program, args, options)
  if (!ok) throw new Error(`${program} ${args.join(' ')}:\n${printed}`)
  return stdout
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

/** The demo, with the installed package in the place of this repository. */
export function tryDemo({ folder }) {
  const lib = ['authorization', 'servers', 'typescript-client'].map((name) => `integration/lib/${name}.mjs`)
  for (const shared of ['demo', 'scripts/http.mjs', 'scripts/port.mjs', ...lib]) {
    fs.cpSync(path.join(root, shared), path.join(folder, shared), { recursive: true })
  }
  const packages = ['@modelcontextprotocol/client', '@modelcontextprotocol/server', 'http-proxy', 'mcp-proxy']
  for (const needed of packages) {
    const link = path.join(folder, 'node_modules', needed)
    fs.rmSync(link, { force: true, recursive: true })
    fs.mkdirSync(path.dirname(link), { recursive: true })
    fs.symlinkSync(path.join(root, 'node_modules', needed), link)
  }
  return must(process.execPath, ['demo/main.mjs'], { cwd: folder })
}

/** mcp-proxy's own tests and headers, with the installed package in its code. */
export function tryDropIn({ folder }) {
  const env = { ...process.env, AUTH_CHALLENGE_INSTALLED: path.join(folder, 'node_modules') }
  run(process.execPath, ['integration/mcp-proxy.mjs'], { env })
}
