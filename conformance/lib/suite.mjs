import { join } from 'node:path'

import { HERE, NODE } from './places.mjs'
import { runProgram } from './programs.mjs'

const SUITE = join(HERE, 'node_modules/@modelcontextprotocol/conformance/dist/index.js')

/** Milliseconds for a client, and for all of them. */
const CLIENT_TIME = 20_000
const SUITE_TIME = 60_000

/** Runs the scenarios of the official suite for authorization, side by side, and counts what it says of them. */
export async function runSuite({ client, gateway, upstream }) {
  // Without a shell in between, ending the client ends it all.
  const command = `exec ${NODE} client.mjs ${upstream} ${gateway} ${client}`
  const args = [SUITE, 'client', '--command', command, '--suite', 'auth', '--timeout', String(CLIENT_TIME)]
  const { printed } = await runProgram(NODE, args, SUITE_TIME)
  const verdicts = [...printed.matchAll(/^([✓✗]) (auth\/\S+): (\d+) passed, (\d+) failed/gm)]
  const failed = verdicts.filter(([, sign]) => sign === '✗').map(([, , name]) => name)
  return {
    checks: verdicts.reduce((sum, [, , , passes, failures]) => sum + Number(passes) + Number(failures), 0),
    failed,
    failing: failed.length,
    scenarios: verdicts.length,
  }
}
