import { join } from 'node:path'

import { HERE, newNode } from './places.mjs'
import { runProgram } from './programs.mjs'

const SUITE = join(HERE, 'node_modules/@modelcontextprotocol/conformance/dist/index.js')

/** Milliseconds for a client, and for all of them: on a busy machine, much of a second is needed for each to start. */
const CLIENT_TIME = 60_000
const SUITE_TIME = 120_000

/** Runs the scenarios of the official suite for authorization, side by side, and counts what it says of them. */
export async function runSuite({ client, gateway, upstream }) {
  // Without a shell in between, ending the client ends it all.
  const node = newNode()
  const command = `exec ${node} client.mjs ${upstream} ${gateway} ${client}`
  const args = [SUITE, 'client', '--command', command, '--suite', 'auth', '--timeout', String(CLIENT_TIME)]
  const { printed } = await runProgram(node, args, SUITE_TIME)
  const verdicts = [...printed.matchAll(/^([✓✗]) (auth\/\S+): (\d+) passed, (\d+) failed/gm)]
  if (verdicts.length === 0)
    throw new Error(`the suite ran no scenario for ${upstream}, ${gateway}, ${client}:\n${printed}`)
  const failed = verdicts.filter(([, sign]) => sign === '✗').map(([, , name]) => name)
  return {
    checks: verdicts.reduce((sum, [, , , passes, failures]) => sum + Number(passes) + Number(failures), 0),
    failed,
    failing: failed.length,
    scenarios: verdicts.length,
  }
}
