'use strict'

// One HTTP request and its answer.

const http = require('node:http')
const https = require('node:https')

/** No answer. The message is for the user. */
class NetworkError extends Error {}

/** Longer bodies are cut, so that a server cannot fill the memory. */
const MAX_BODY = 1_048_576

/**
 * Sends a request. Returns the status, the headers as lists by name, and with `reads` the text of the body.
 * `lookup` resolves names in place of the system's.
 */
function exchange(url, { body, headers, method, reads = false }, { insecure, lookup, timeout }) {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    // The lenient parser: a header that is broken is what this command is for.
    const sent = request(url, {
      agent: false,
      headers,
      insecureHTTPParser: true,
      lookup,
      method,
      rejectUnauthorized: !insecure,
    })
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${timeout} s`)), timeout * 1000)
    const fail = (error) => {
      clearTimeout(timer)
      reject(new NetworkError(`${method} ${url.origin}: ${error.message || error.code}`))
    }
    sent.on('error', fail)
    sent.on('response', async (response) => {
      try {
        const text = reads ? await textOf(response) : ''
        clearTimeout(timer)
        resolve({ status: response.statusCode, headers: response.headersDistinct, text })
      } catch (error) {
        fail(error)
      } finally {
        response.destroy()
      }
    })
    sent.end(body)
  })
}

async function textOf(response) {
  const chunks = []
  let size = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BODY) break
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, MAX_BODY)
}

/** `initialize`, as the Model Context Protocol begins. */
function initialize(version) {
  return {
    method: 'POST',
    headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'auth-challenge', version },
      },
    }),
  }
}

/** Shows on a terminal what the command waits for; without a text, clears it. */
const progressOn = (stderr) => (what) =>
  stderr.isTTY && stderr.write(`\r\x1b[2K${what ? `waiting for ${what} ...` : ''}`)

module.exports = { NetworkError, exchange, initialize, progressOn }
