import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

/** A program that listens on a port of loopback, once it does: `{ origin, close }`. */
export async function started(child, port) {
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (printed += text))
  const origin = `http://localhost:${port}`
  const close = async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (let attempt = 0; attempt < 300; attempt += 1) {
    try {
      await fetch(origin)
      return { close, origin }
    } catch {
      if (child.exitCode !== null) break
      await delay(100)
    }
  }
  await close()
  throw new Error(`the program does not listen:\n${printed}`)
}
