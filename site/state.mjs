// What the form holds, in the fragment of the address: browsers do not send it.

const NAMES = ['header', 'profile', 'status', 'origin']

export const DEFAULTS = { header: '', profile: 'http', status: '', origin: 'https://gateway.example' }

/** The values of the form that a fragment such as `#header=Bearer&profile=mcp` has. */
export function readFragment(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, ''))
  return Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? DEFAULTS[name]]))
}

/** The fragment; what is usual is not in it. */
export function writeFragment(values) {
  const others = NAMES.filter((name) => values[name] !== DEFAULTS[name])
  return new URLSearchParams(others.map((name) => [name, values[name]])).toString()
}

const METADATA = 'https://files.example/.well-known/oauth-protected-resource/mcp'

/** Headers to begin with. */
export const EXAMPLES = [
  {
    title: 'A comma after the scheme',
    header: 'Bearer, error="insufficient_scope", scope="files:read"',
    profile: 'mcp',
    status: '403',
  },
  {
    title: 'A 401 of an MCP server',
    header: `Bearer scope="files:read", resource_metadata="${METADATA}"`,
    profile: 'mcp',
    status: '401',
  },
  {
    title: 'An internal address, behind a gateway',
    header:
      'Bearer scope="read", resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource/mcp"',
    profile: 'mcp',
    status: '401',
  },
  {
    title: 'Several schemes, as curl prints them',
    header:
      'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Negotiate\nWWW-Authenticate: Basic realm=files\n' +
      'WWW-Authenticate: Bearer realm="files"; scope=read/write\n',
    profile: 'oauth',
    status: '',
  },
  {
    title: 'Digest',
    header: 'Digest realm="files", qop=auth, nonce="dcd98b7102dd", algorithm="SHA-256"',
    profile: 'http',
    status: '401',
  },
  {
    title: 'DPoP',
    header: 'DPoP algs="HS256 none", error="use_dpop_nonce"',
    profile: 'oauth',
    status: '401',
  },
]
