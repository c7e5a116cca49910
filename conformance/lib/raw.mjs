import { once } from 'node:events'
import { request as send } from 'node:http'

import { textOf } from '../../scripts/http.mjs'

/** What a server answers, with the lines of each field apart, as no `fetch` has them. */
export async function fetchRaw(url, { body, ...options } = {}) {
  const [response] = await once(send(url, { agent: false, ...options }).end(body), 'response')
  return { body: await textOf(response), fields: response.headersDistinct, status: response.statusCode }
}
