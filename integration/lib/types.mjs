import { run } from './run.mjs'

/** What the compiler says against a package, without places. Some of its dependencies are not installed here. */
export async function typeErrors(directory) {
  const { stdout } = await run('tsc', ['--noEmit', '--project', '.'], { cwd: directory, mayFail: true })
  return stdout
    .split('\n')
    .filter((line) => line.includes(': error TS'))
    .map((line) => line.replace(/\(\d+,\d+\)/, ''))
}
