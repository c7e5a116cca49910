// `npm test`: builds the addon, then runs every check of the repository in two lanes, Rust and JavaScript, and ends with
// one line that says what passed. A part prints its whole output when it ends. A part that ran no test fails.

import { spawn } from 'node:child_process'

import { attempt, isMain, root } from './project.mjs'
import { counts, withoutColours } from './runtimes.mjs'

const sum = (printed, pattern) =>
  Array.from(printed.matchAll(pattern), ([, count]) => Number(count)).reduce(
    (total, count) => total + count,
    0,
  )

/**
 * The parts of each lane, by their npm scripts. `count` finds in a part's output how much it checked; the part fails if
 * that is nothing. `what` names it in the last line. Of an optional part, the last line says that it was not run.
 */
export const LANES = [
  [
    { script: 'lint:rust' },
    {
      script: 'test:rust',
      count: (printed) => sum(printed, /^test result: ok\. (\d+) passed/gm),
      what: (count) => `${count} Rust tests`,
    },
  ],
  [
    {
      script: 'lint',
      count: (printed) => sum(printed, /^Checked (\d+) files/gm),
      what: (count) => `lint of ${count} files`,
    },
    {
      script: 'test:types',
      count: (printed) => printed.match(/^ok: /gm)?.length ?? 0,
      what: (count) => `types in ${count} configurations`,
    },
    {
      script: 'test:js',
      count: (printed) => counts(printed).passed,
      what: (count) => `${count} JavaScript tests`,
    },
    { script: 'test:deny', isOptional: () => !attempt('cargo', ['deny', '--version']).ok },
  ],
]

/** Runs an npm script. Returns whether it succeeded, and what it printed, without colours. */
function npm(script) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: root,
      shell: process.platform === 'win32',
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        printed += text
      })
    }
    child.on('error', (error) => resolve({ ok: false, printed: `${printed}${error}\n` }))
    child.on('close', (status) => resolve({ ok: status === 0, printed }))
  })
}

/** What became of a part that ended with `ok` and printed `printed`: a problem, or what to say about it, or neither. */
export function judge({ script, count, what }, { ok, printed }) {
  if (!ok) return { problem: `${script} failed` }
  if (count === undefined) return {}
  const found = count(withoutColours(printed))
  return found > 0 ? { said: what(found) } : { problem: `${script} checked nothing` }
}

async function runPart(part, run) {
  if (part.isOptional?.()) return { skipped: part.script }
  const result = await run(part.script)
  console.log(`\n> ${part.script}\n${result.printed.trimEnd()}`)
  return judge(part, result)
}

/** Runs the lanes side by side, each part after the one before it. Returns the results of all parts in order. */
export async function runLanes(lanes, run) {
  const results = await Promise.all(
    lanes.map(async (parts) => {
      const results = []
      for (const part of parts) results.push(await runPart(part, run))
      return results
    }),
  )
  return results.flat()
}

/** The last line, and whether everything passed. */
export function summary(results) {
  const pick = (key) => results.flatMap((result) => result[key] ?? [])
  const [problems, said, skipped] = [pick('problem'), pick('said'), pick('skipped')]
  if (problems.length > 0) return { ok: false, line: `FAILED: ${problems.join(', ')}` }
  const note = skipped.length > 0 ? ` (not run: ${skipped.join(', ')})` : ''
  return { ok: true, line: `Passed: ${said.join(', ')}${note}` }
}

if (isMain(import.meta)) {
  const build = await npm('build')
  console.log(build.printed.trimEnd())
  const results = build.ok ? await runLanes(LANES, npm) : [{ problem: 'build failed' }]
  const { ok, line } = summary(results)
  console.log(`\n${line}`)
  process.exitCode = ok ? 0 : 1
}
