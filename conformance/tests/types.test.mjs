import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'

import { HERE, ROOT } from '../lib/places.mjs'
import { runProgram } from '../lib/programs.mjs'

test('the pieces fit the types of the packages that they are for', async () => {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  const { code, printed } = await runProgram(
    process.execPath,
    [compiler, '--project', join(HERE, 'types')],
    60_000,
  )
  assert.equal(code, 0, printed)
})
