// The client of the TypeScript SDK, and a user who consents to all that it asks for.

import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'

import { consent } from './authorization.mjs'

/**
 * @returns the text that the tool at `url` answers, or the error; the authorization URLs that were visited; what was
 *   refused, as `{ status, challenge }`; and a transcript of all that was refused and visited
 */
export async function useTool(url) {
  const visited = []
  const transcript = []
  const refused = []
  const provider = new Provider(visited)
  for (;;) {
    const transport = new StreamableHTTPClientTransport(new URL(url), {
      authProvider: provider,
      fetch: noting(transcript, refused),
    })
    const client = new Client({ name: 'integration', version: '1.0.0' })
    const asked = visited.length
    try {
      await client.connect(transport)
      const { content } = await client.callTool({ name: 'write_file', arguments: {} })
      return { answer: content[0].text, refused, transcript, visited }
    } catch (error) {
      const isAsked = error instanceof UnauthorizedError && visited.length > asked
      if (!isAsked) return { answer: `${error.name}: ${error.message}`, refused, transcript, visited }
      transcript.push(`-> ${visited.at(-1)}`)
      await transport.finishAuth(await consent(visited.at(-1)))
    } finally {
      await client.close()
    }
  }
}

/** A `fetch` that notes what was refused. */
const noting = (transcript, refused) => async (url, init) => {
  const response = await fetch(url, init)
  const challenge = response.headers.get('www-authenticate')
  if (response.status === 401 || response.status === 403) {
    refused.push({ challenge, status: response.status })
    transcript.push(`${init.method} ${url}`, `<- ${response.status} WWW-Authenticate: ${challenge}`)
  }
  return response
}

/** Keeps in memory what the SDK gives it to keep. */
class Provider {
  redirectUrl = 'http://127.0.0.1/callback'
  #kept = {}
  #visited

  constructor(visited) {
    this.#visited = visited
  }

  get clientMetadata() {
    return {
      client_name: 'integration',
      redirect_uris: [this.redirectUrl],
      token_endpoint_auth_method: 'none',
    }
  }

  clientInformation = () => this.#kept.client
  codeVerifier = () => this.#kept.verifier
  discoveryState = () => this.#kept.discovery
  redirectToAuthorization = (url) => void this.#visited.push(url)
  saveClientInformation = (client) => void (this.#kept.client = client)
  saveCodeVerifier = (verifier) => void (this.#kept.verifier = verifier)
  saveDiscoveryState = (discovery) => void (this.#kept.discovery = discovery)
  saveTokens = (tokens) => void (this.#kept.tokens = tokens)
  tokens = () => this.#kept.tokens
}
