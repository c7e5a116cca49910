import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { HERE, WORK } from './places.mjs'
import { run } from './run.mjs'

const VENV = join(WORK, 'python')
const REQUIREMENTS = join(HERE, 'requirements.txt')

/** The Python SDK of requirements.txt in a virtual environment, unless it is there already. */
export async function installPython() {
  const wanted = readFileSync(REQUIREMENTS, 'utf8')
  const mark = join(VENV, 'installed.txt')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  rmSync(VENV, { force: true, recursive: true })
  await run('python3', ['-m', 'venv', VENV])
  await run(join(VENV, 'bin/pip'), ['install', '--quiet', '--requirement', REQUIREMENTS])
  writeFileSync(mark, wanted)
}

/** As `useTool` of the TypeScript client. */
export async function useTool(url) {
  const { stdout } = await run(join(VENV, 'bin/python'), [join(HERE, 'python_client.py'), url])
  const { answer, visited } = JSON.parse(stdout)
  return { answer, visited: visited.map((text) => new URL(text)) }
}

/** What the Python SDK reads of each header. */
export async function readInPython(headers) {
  const { stdout } = await run(join(VENV, 'bin/python'), [join(HERE, 'python_reader.py')], {
    input: JSON.stringify(headers),
  })
  return JSON.parse(stdout)
}
