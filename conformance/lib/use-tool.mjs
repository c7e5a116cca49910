// The client of the TypeScript SDK, and a user who consents to all that it asks for.

import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'

/** After that many consents, the user has had enough. */
const MAX_CONSENTS = 3

/** Lists the tools of the server at `url` and calls the one that the suite has. */
export async function useTool(url, fetch) {
  const provider = new Provider()
  for (;;) {
    const transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: provider, fetch })
    const client = new Client({ name: 'conformance', version: '1.0.0' })
    try {
      await client.connect(transport)
      await client.listTools()
      await client.callTool({ name: 'test-tool', arguments: {} })
      return
    } catch (error) {
      const url = provider.takeAuthorizationUrl()
      if (!(error instanceof UnauthorizedError) || url === undefined || provider.consents >= MAX_CONSENTS)
        throw error
      await transport.finishAuth(await provider.consent(url))
    } finally {
      await client.close()
    }
  }
}

/** Keeps in memory what the SDK gives it to keep. */
class Provider {
  clientMetadata = { client_name: 'conformance', redirect_uris: ['http://127.0.0.1/callback'] }
  /** The one that the suite knows. */
  clientMetadataUrl = 'https://conformance-test.local/client-metadata.json'
  consents = 0
  redirectUrl = 'http://127.0.0.1/callback'
  #authorizationUrl
  #kept = { client: registeredClient() }

  clientInformation = () => this.#kept.client
  codeVerifier = () => this.#kept.verifier
  discoveryState = () => this.#kept.discovery
  redirectToAuthorization = (url) => void (this.#authorizationUrl = url)
  saveClientInformation = (client) => void (this.#kept.client = client)
  saveCodeVerifier = (verifier) => void (this.#kept.verifier = verifier)
  saveDiscoveryState = (discovery) => void (this.#kept.discovery = discovery)
  saveTokens = (tokens) => void (this.#kept.tokens = tokens)
  tokens = () => this.#kept.tokens

  takeAuthorizationUrl() {
    const url = this.#authorizationUrl
    this.#authorizationUrl = undefined
    return url
  }

  /** What the user's browser does: goes to the authorization server and comes back with a code. */
  async consent(url) {
    this.consents++
    const response = await fetch(url, { redirect: 'manual' })
    return new URL(response.headers.get('location')).searchParams
  }
}

/** The client that the suite has registered beforehand, in the scenario where it has. */
function registeredClient() {
  const { client_id, client_secret } = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? '{}')
  return client_id === undefined ? undefined : { client_id, client_secret }
}
