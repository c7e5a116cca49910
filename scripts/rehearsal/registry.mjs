// A registry on loopback for the rehearsal of a release: it has our packages, and fetches all others from the registry
// that npm is set to.

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { freePort } from '../port.mjs'
import { output } from '../project.mjs'

const OURS = ['auth-challenge', '@auth-challenge/*']

function config(folder) {
  const everyone = { access: '$all', publish: '$authenticated' }
  const own = Object.fromEntries(OURS.map((pattern) => [pattern, everyone]))
  // JSON is YAML.
  return JSON.stringify({
    storage: path.join(folder, 'storage'),
    auth: { htpasswd: { file: path.join(folder, 'htpasswd') } },
    uplinks: {
      elsewhere: { url: output('npm', ['config', 'get', 'registry'], { stdio: 'pipe' }), timeout: '60s' },
    },
    packages: { ...own, '**': { access: '$all', proxy: 'elsewhere' } },
    log: { type: 'file', path: path.join(folder, 'verdaccio.log'), level: 'warn' },
  })
}

async function answering(url, child) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the registry ended with ${child.exitCode}`)
    if (
      await fetch(new URL('-/ping', url)).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await sleep(100)
  }
  throw new Error('the registry does not answer')
}

/** Starts a registry that keeps all it has in `folder`. `node` must be of line 22 or newer. */
export async function startRegistry(folder, { node, tools }) {
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'config.yaml'), config(folder))
  const url = `http://127.0.0.1:${await freePort()}/`
  const verdaccio = path.join(tools, 'node_modules/verdaccio/bin/verdaccio')
  const cafile = output('npm', ['config', 'get', 'cafile'], { stdio: 'pipe' })
  const env = { ...process.env, ...(cafile !== 'null' && { NODE_EXTRA_CA_CERTS: cafile }) }
  const args = [
    verdaccio,
    '--config',
    path.join(folder, 'config.yaml'),
    '--listen',
    url.slice('http://'.length, -1),
  ]
  const child = spawn(node, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
  await answering(url, child)
  const user = { name: 'rehearsal', password: `of-a-release-${Math.random()}` }
  const response = await fetch(new URL(`-/user/org.couchdb.user:${user.name}`, url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  })
  const { token } = await response.json()
  return { url, token, stop: () => child.kill() }
}
