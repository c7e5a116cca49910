// Writes bin/clients/readings.json, the data of `auth-challenge --clients`: `npm run clients`.

import { writeJson } from '../scripts/project.mjs'
import { installAuthChallenge, installPackages } from './lib/install.mjs'
import { installPython } from './lib/python.mjs'

await Promise.all([installPackages(), installPython()])
await installAuthChallenge()

// This needs what was just installed.
const { dataFile, readings } = await import('./lib/clients.mjs')
writeJson(dataFile, await readings())
