// Writes bin/clients/readings.json, the data of `auth-challenge --clients`, and docs/clients.md: `npm run clients`.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { writeJson } from '../scripts/project.mjs'
import { pageOf } from './lib/clients-page.mjs'
import { installAuthChallenge, installPackages } from './lib/install.mjs'
import { ROOT } from './lib/places.mjs'
import { installPython } from './lib/python.mjs'

await Promise.all([installPackages(), installPython()])
await installAuthChallenge()

// This needs what was just installed.
const { dataFile, readings } = await import('./lib/clients.mjs')
const found = await readings()
writeJson(dataFile, found)
writeFileSync(join(ROOT, 'docs/clients.md'), pageOf(found))
