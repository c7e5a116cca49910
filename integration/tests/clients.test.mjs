// The data of `auth-challenge --clients` are what the clients read.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readData, readings, vectors } from '../lib/clients.mjs'

test('the data are what the program makes of the clients as they are installed', async () => {
  assert.ok(vectors().length > 100, `${vectors().length} vectors`)
  assert.deepEqual(await readings(), readData(), 'npm run clients')
})
