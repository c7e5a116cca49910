// The package managers: how each installs the package in an empty folder, runs a program there and checks its types.

import fs from 'node:fs'
import path from 'node:path'

import { attempt, manifest, readJson, root } from '../project.mjs'
import * as runtimes from '../runtimes.mjs'
import { examples, runExamples, writeConsumer } from './consumer.mjs'

const { name, version, napi } = manifest
const spec = `${name}@${version}`
const binding = `${napi.packageName}-linux-x64-gnu`

/** Every client has a home of its own, so that nothing of the machine's caches and settings is in play. */
export function cleanEnv(home) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|yarn_|pnpm_|bun_|deno_|node_|init_cwd)/i.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_DATA_HOME: path.join(home, 'data'),
    DENO_DIR: path.join(home, 'deno'),
    BUN_INSTALL: path.join(home, 'bun'),
    NO_COLOR: '1',
    YARN_ENABLE_TELEMETRY: '0',
  }
}

/** What each client is: how to install, to run a program, to check types, and what is different. */
export function clients({ tools, nodes }) {
  const bin = (file) => [process.execPath, path.join(tools, 'node_modules', file)]
  const [bun, deno] = [runtimes.bun(), runtimes.deno()]
  const yarn4 = bin('@yarnpkg/cli-dist/bin/yarn.js')
  const npm10 = [nodes[18], path.join(tools, 'node_modules/npm/bin/npm-cli.js')]
  // The types of Node.js come from the repository, so that the folder has our package and nothing else.
  const types = ['--typeRoots', path.join(root, 'node_modules/@types')]
  const tsc = [
    process.execPath,
    path.join(root, 'node_modules/typescript/bin/tsc'),
    '--project',
    '.',
    ...types,
  ]
  const node = [process.execPath]
  return {
    'npm 11': { install: [['npm', 'install', spec]], run: node, check: tsc },
    'npm 11, ci, no scripts': {
      install: [
        ['npm', 'install', '--package-lock-only', spec],
        ['npm', 'ci', '--ignore-scripts'],
      ],
      run: node,
      check: tsc,
    },
    'npm 10, Node 18': { install: [[...npm10, 'install', spec]], run: [nodes[18]], check: tsc },
    'pnpm 10': { install: [[...bin('pnpm/bin/pnpm.cjs'), 'add', spec]], run: node, check: tsc },
    'yarn 1': { install: [[...bin('yarn/bin/yarn.js'), 'add', spec]], run: node, check: tsc },
    'yarn 4 PnP': {
      prepare: (folder, url) => yarnrc(folder, url, 'pnp'),
      // Types under PnP need a TypeScript that yarn has patched.
      install: [[...yarn4, 'add', spec, 'typescript@5.9.3', '@types/node@20.19.0']],
      run: [...yarn4, 'node'],
      check: [...yarn4, 'tsc', '--project', '.'],
    },
    'yarn 4 node-modules': {
      isLike: 'npm 11',
      prepare: (folder, url) => yarnrc(folder, url, 'node-modules'),
      install: [[...yarn4, 'add', spec]],
      run: node,
      check: tsc,
    },
    bun: { install: [[bun, 'add', spec]], run: [bun], check: tsc },
    deno: {
      install: [[deno, 'add', '--minimum-dependency-age=0', `npm:${spec}`]],
      run: [deno, 'run'],
      check: [deno, 'check', 'types.mts'],
    },
  }
}

function yarnrc(folder, url, nodeLinker) {
  const settings = {
    nodeLinker,
    npmRegistryServer: url,
    unsafeHttpWhitelist: ['127.0.0.1'],
    // A release of a minute ago is what a rehearsal installs; yarn would wait.
    npmMinimalAgeGate: 0,
    enableGlobalCache: false,
    enableTelemetry: false,
  }
  fs.writeFileSync(path.join(folder, '.yarnrc.yml'), JSON.stringify(settings))
  fs.writeFileSync(path.join(folder, 'yarn.lock'), '')
}

function must(command, options) {
  const { ok, printed } = attempt(command[0], command.slice(1), options)
  if (!ok) throw new Error(`${command.join(' ')}:\n${printed}`)
  return printed
}

/** Installs with a client and tries all that the package promises. Returns a row for the table. */
export function tryClient(title, { prepare, install, run, check }, { folder, home, registry }) {
  const start = Date.now()
  const env = cleanEnv(home)
  writeConsumer(folder, registry)
  prepare?.(folder, registry.url)
  for (const command of install) must(command, { cwd: folder, env })
  const ran = runExamples(folder, run, env)
  must(check, { cwd: folder, env })
  const modules = path.join(folder, 'node_modules/@auth-challenge')
  const installed = fs.existsSync(modules) ? fs.readdirSync(modules).join(' ') : 'elsewhere'
  return {
    client: title,
    examples: ran,
    types: 'ok',
    bindings: installed,
    seconds: (Date.now() - start) / 1000,
  }
}

/** Without optional dependencies the module is at work; a program that asks for the binary gets to know which is missing. */
export function tryWithoutOptional({ folder, home, registry }) {
  const env = cleanEnv(home)
  writeConsumer(folder, registry)
  must(['npm', 'install', '--omit=optional', spec], { cwd: folder, env })
  runExamples(folder, [process.execPath], env)
  const asking = { ...env, AUTH_CHALLENGE_BACKEND: 'native' }
  const { ok, printed } = attempt(process.execPath, [examples()[0].file], { cwd: folder, env: asking })
  if (ok || !printed.includes(`its package ${binding} is not installed`)) throw new Error(printed)
  return printed.split('\n').find((line) => line.includes(binding))
}

/** `npm install` for another platform brings that platform's package, and no other. */
export function tryOtherPlatforms(platforms, { folder, home, registry }) {
  for (const { os, cpu, libc, name: platform } of platforms) {
    writeConsumer(folder, registry)
    const only = [`--os=${os}`, `--cpu=${cpu}`, ...(libc ? [`--libc=${libc}`] : [])]
    must(['npm', 'install', '--force', ...only, spec], { cwd: folder, env: cleanEnv(home) })
    const installed = fs.readdirSync(path.join(folder, 'node_modules/@auth-challenge'))
    if (installed.join() !== `binding-${platform}`) throw new Error(`${only.join(' ')} installs ${installed}`)
    const of = readJson(path.join(folder, 'node_modules', `${napi.packageName}-${platform}`, 'package.json'))
    if (of.version !== version) throw new Error(`${platform} is of ${of.version}`)
  }
  return platforms.length
}
