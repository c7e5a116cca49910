import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of loopback that was free a moment ago, for servers that do not report the one that the system chose. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  await once(probe.close(), 'close')
  return port
}
