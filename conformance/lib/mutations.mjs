// What servers and proxies make of a challenge: legal in the eyes of RFC 9110 or common, and the same to who reads it well.

/** Each takes a field line, as the suite's servers send it, and returns lines. */
export const mutations = {
  'another scheme first, on its own line': (line) => ['Basic realm="files"', line],
  'another scheme first, in the same line': (line) => [`Negotiate, ${line}`],
  'another scheme with parameters first': (line) => [`Digest realm="files", nonce="a=,b", ${line}`],
  'a decoy in a quoted realm': (line) => [
    line.replace(/^Bearer /, `Bearer realm="not resource_metadata=${DECOY_URL} or scope=decoy", `),
  ],
  'a decoy in the realm of another scheme': (line) => [
    `Basic realm="not resource_metadata=${DECOY_URL} or scope=decoy, error=decoy"`,
    line,
  ],
  'decoys in names that end alike': (line) => [
    line.replace(/^Bearer /, `Bearer x_resource_metadata="${DECOY_URL}", x_scope="decoy", x_error="decoy", `),
  ],
  'names in upper case': (line) => [line.replace(NAME, (name) => name.toUpperCase())],
  'the scheme in upper case': (line) => [line.replace(/^Bearer/, 'BEARER')],
  'blanks around =': (line) => [line.replace(/([a-z_]+)="/g, '$1 = "')],
  'needless quoted-pairs': (line) => [
    line.replace(/"([^"]*)"/g, (_, value) => `"${value.replace(/[a-z]/g, '\\$&')}"`),
  ],
  'two spaces after the scheme': (line) => [line.replace(/^Bearer /, 'Bearer  ')],
  'a tab after the scheme': (line) => [line.replace(/^Bearer /, 'Bearer\t')],
  'missing commas': (line) => [line.replaceAll('", ', '" ')],
  'semicolons for commas': (line) => [line.replaceAll('", ', '"; ')],
  'a comma after the scheme': (line) => [line.replace(/^Bearer /, 'Bearer, ')],
  'empty list elements': (line) => [`, ,${line.replaceAll('", ', '",, , ')},`],
  'several lines': (line) => [
    'Negotiate',
    'Basic realm="a, b"',
    line,
    'Digest realm="files", nonce="scope=decoy"',
  ],
  'a DPoP challenge first': (line) => ['DPoP algs="ES256"', line],
}

const DECOY_URL = 'http://127.0.0.1:9/decoy'

/** The name of a parameter; in these lines, no value has such. */
const NAME = /[a-z_]+(?==")/g
