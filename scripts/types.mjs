// `npm run test:types`: compiles the programs of __test__/*.test-d.* with the types of each line of Node.js, without those
// of the DOM and as strictly as TypeScript can, and the types themselves with fewer: what an entry needs is in ROWS.

import fs from 'node:fs'
import path from 'node:path'

import ts from 'typescript'

import { cache, isMain, manifest, root } from './project.mjs'

const NODES = Object.keys(manifest.devDependencies).flatMap(
  (name) => /^types-node-(\d+)$/.exec(name)?.[1] ?? [],
)

const under = (folder, isWanted) =>
  fs
    .readdirSync(path.join(root, folder))
    .filter(isWanted)
    .map((file) => path.join(root, folder, file))

const PROGRAMS = under('__test__', (file) => /\.test-d\.[cm]?ts$/.test(file))
/** That of each entry, by its name. */
const ENTRY = Object.fromEntries(
  Object.entries(manifest.exports).flatMap(([entry, { types }]) =>
    types ? [[entry, path.join(root, types.default)]] : [],
  ),
)
const WITHOUT_NODE = Object.values(ENTRY).filter((file) => file !== ENTRY['./node'])

/** Libraries of TypeScript, the line of Node.js, how modules are found, and what is compiled. */
const ROWS = [
  ...NODES.map((node) => ({ lib: ['es2022'], node, modules: 'NodeNext', files: PROGRAMS })),
  ...[NODES.at(0), NODES.at(-1)].map((node) => ({
    lib: ['es2022'],
    node,
    modules: 'Bundler',
    // A bundler's modules are ES modules.
    files: PROGRAMS.filter((file) => !file.endsWith('.cts')),
  })),
  { lib: ['es2022', 'dom', 'dom.iterable'], node: NODES[0], modules: 'NodeNext', files: PROGRAMS },
  // What has a `Response` needs the types of one: of the DOM, or of Node.js.
  { lib: ['es2022', 'dom', 'dom.iterable'], modules: 'Bundler', files: WITHOUT_NODE },
  { lib: ['es2022'], modules: 'NodeNext', files: [ENTRY['.'], ENTRY['./mcp-proxy']] },
]

/** A folder in which the types of that line are those of Node.js. */
function typesOf(node) {
  const folder = path.join(cache, 'types', node)
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  fs.symlinkSync(path.join(root, 'node_modules', `types-node-${node}`), path.join(folder, 'node'), 'junction')
  return folder
}

/** Files that several programs have are read once. */
const read = new Map()

function hostOf(options) {
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (file, target, ...rest) => {
    const key = [file, target.impliedNodeFormat].join()
    if (!read.has(key)) read.set(key, getSourceFile.call(host, file, target, ...rest))
    return read.get(key)
  }
  return host
}

/** What the compiler says of a row. */
function errorsOf({ lib, node, modules, files }) {
  const options = {
    exactOptionalPropertyTypes: true,
    lib: lib.map((name) => `lib.${name}.d.ts`),
    module: modules === 'Bundler' ? ts.ModuleKind.ESNext : ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind[modules],
    noEmit: true,
    skipLibCheck: false,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    ...(node ? { typeRoots: [typesOf(node)], types: ['node'] } : { types: [] }),
  }
  const program = ts.createProgram(files, options, hostOf(options))
  return ts.getPreEmitDiagnostics(program)
}

if (isMain(import.meta)) {
  if (NODES.length === 0 || PROGRAMS.length === 0) throw new Error('nothing to compile')
  let failed = 0
  for (const row of ROWS) {
    const errors = errorsOf(row)
    failed += errors.length
    const names = [...new Set(row.files.map((file) => path.basename(file)))].join(', ')
    console.log(
      `${errors.length === 0 ? 'ok' : 'NOT ok'}: ${row.lib.join(', ')}; Node.js ${row.node ?? 'none'}; ${row.modules}: ${names}`,
    )
    console.log(
      ts.formatDiagnostics(errors, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => root,
        getNewLine: () => '\n',
      }),
    )
  }
  process.exitCode = failed === 0 ? 0 : 1
}
