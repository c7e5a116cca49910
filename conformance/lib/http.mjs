import { once } from 'node:events'
import { createServer } from 'node:http'

/** The suite's servers call themselves so. */
const HOST = 'localhost'

/** A server on loopback, at a port that the system chooses. */
export async function serve(handle) {
  const server = createServer(handle)
  await once(server.listen(0, HOST), 'listening')
  return {
    origin: `http://${HOST}:${server.address().port}`,
    async close() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

export async function textOf(stream) {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += chunk
  return text
}
