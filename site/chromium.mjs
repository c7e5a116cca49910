// A Chromium without a window, asked by the DevTools protocol through pipes: no port, and no package.

import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { chromium } from '../scripts/web.mjs'

const TIMEOUT = 30_000

/** Starts it. `page()` opens a page: `{ send, on, evaluate }`. */
export async function startChromium() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'auth-challenge-chromium-'))
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--remote-debugging-pipe',
  ]
  const child = spawn(chromium(), [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const [, , , input, output] = child.stdio
  const waiting = new Map()
  const listeners = []
  let last = 0
  let rest = ''
  output.setEncoding('utf8').on('data', (text) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop()
    for (const message of messages.map((one) => JSON.parse(one))) {
      waiting.get(message.id)?.(message)
      for (const listener of listeners) listener(message)
    }
  })

  function send(method, params = {}, sessionId = undefined) {
    last += 1
    const id = last
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method}: no answer`)), TIMEOUT)
      waiting.set(id, ({ error, result }) => {
        clearTimeout(timer)
        waiting.delete(id)
        if (error) reject(new Error(`${method}: ${error.message}`))
        else resolve(result)
      })
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  async function page() {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
    const ask = (method, params) => send(method, params, sessionId)
    return {
      send: ask,
      on: (method, listener) =>
        listeners.push((message) => {
          if (message.method === method && message.sessionId === sessionId) listener(message.params)
        }),
      /** The value of an expression, or of the promise that it is. */
      async evaluate(expression) {
        const { exceptionDetails, result } = await ask('Runtime.evaluate', {
          expression,
          awaitPromise: true,
          returnByValue: true,
        })
        if (exceptionDetails)
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
        return result.value
      },
    }
  }

  async function close() {
    await send('Browser.close').catch(() => child.kill())
    await exited
    fs.rmSync(profile, { force: true, maxRetries: 5, recursive: true })
  }

  return { close, page }
}
