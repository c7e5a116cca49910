import { cpus } from 'node:os'

/** Where and when numbers were made. */
export function machine() {
  const list = cpus()
  const date = new Date().toISOString().slice(0, 10)
  return `${date}, Node.js ${process.versions.node}, ${list[0].model}, ${list.length} cores, ${process.platform} ${process.arch}`
}
