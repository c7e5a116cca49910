// The headers of the comparison, and what RFC 9110 11 makes of each: written by hand, not by a reader.

const bearer = (params) => ({ scheme: 'Bearer', token68: undefined, params })

/** Six digits make each input another string of the same length. */
export const headers = {
  'one parameter': (n) => ({
    line: `Bearer realm="${n}"`,
    expected: [bearer({ realm: n })],
  }),
  seed: (n) => ({
    line:
      `Bearer realm="mcp-${n}", scope="files:read files:write", ` +
      'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp", ' +
      'error="invalid_token", error_description="The access token expired"',
    expected: [
      bearer({
        realm: `mcp-${n}`,
        scope: 'files:read files:write',
        resource_metadata: 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp',
        error: 'invalid_token',
        error_description: 'The access token expired',
      }),
    ],
  }),
  'container registry': (n) => ({
    line:
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",' +
      `scope="repository:library/image-${n}:pull,push"`,
    expected: [
      bearer({
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
        scope: `repository:library/image-${n}:pull,push`,
      }),
    ],
  }),
  'four challenges': (n) => ({
    line:
      'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, ' +
      `nonce="7ypf/xlj9XXwfDPEoM4URrv/${n}cCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMA", ` +
      'Basic realm="simple", charset="UTF-8", Negotiate oYGZMIGWoAMKAQGi==, ' +
      'Bearer realm="api", error="invalid_token"',
    expected: [
      {
        scheme: 'Digest',
        token68: undefined,
        params: {
          realm: 'http-auth@example.org',
          qop: 'auth, auth-int',
          algorithm: 'SHA-256',
          nonce: `7ypf/xlj9XXwfDPEoM4URrv/${n}cCAzFZH4GiTo0v`,
          opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMA',
        },
      },
      { scheme: 'Basic', token68: undefined, params: { realm: 'simple', charset: 'UTF-8' } },
      { scheme: 'Negotiate', token68: 'oYGZMIGWoAMKAQGi==', params: {} },
      bearer({ realm: 'api', error: 'invalid_token' }),
    ],
  }),
  '60 unknown parameters': (n) => {
    const names = Array.from({ length: 60 }, (_, at) => `x-param-${at}`)
    return {
      line: `Custom ${names.map((name) => `${name}="${n}"`).join(', ')}`,
      expected: [
        { scheme: 'Custom', token68: undefined, params: Object.fromEntries(names.map((name) => [name, n])) },
      ],
    }
  },
  escapes: (n) => ({
    line: `Newauth realm="apps ${n}", type=1, title="Login to \\"apps\\" in C:\\\\srv"`,
    expected: [
      {
        scheme: 'Newauth',
        token68: undefined,
        params: { realm: `apps ${n}`, type: '1', title: 'Login to "apps" in C:\\srv' },
      },
    ],
  }),
  'obs-text': (n) => ({
    line: `Basic realm="Zugang f\xfcr Mitarbeiter ${n}, Geb\xe4ude 7", charset="UTF-8"`,
    expected: [
      {
        scheme: 'Basic',
        token68: undefined,
        params: { realm: `Zugang f\xfcr Mitarbeiter ${n}, Geb\xe4ude 7`, charset: 'UTF-8' },
      },
    ],
  }),
  '16 KiB': (n) => {
    const scope = `files:${n} `.repeat(1362).trim()
    return { line: `Bearer realm="files", scope="${scope}"`, expected: [bearer({ realm: 'files', scope })] }
  },
}

/** Node's HTTP parser and `fetch` give such strings: one run of octets, no rope, no slice of another string. */
export const flat = (text) => Buffer.from(text, 'latin1').toString('latin1')

/** `count` inputs of one header, all distinct. */
export function inputs(make, count) {
  return Array.from({ length: count }, (_, at) => flat(make(String(at).padStart(6, '0')).line))
}
