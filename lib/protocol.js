'use strict'

// Written by scripts/protocol.js (`npm run build`): the names and numbers of src/boundary/.

const operation = {
  DESCRIBE: 0,
  READ: 1,
  FORWARD: 2,
  LIST: 3,
  FORMAT: 4,
  BEARER: 5,
  LINT: 6,
  URL: 7,
  ORIGIN: 8,
  METADATA_URL: 9,
  IS_TOKEN: 10,
  IS_SCOPE: 11,
  IS_VALUE: 12,
  IS_UNSENDABLE: 13,
}

const tag = {
  LINE: 0,
  SCHEME: 1,
  TOKEN68: 2,
  NAME: 3,
  VALUE: 4,
  PARAM: 5,
  STATUS: 6,
  ORIGIN: 7,
  FROM: 8,
  URL: 9,
  INSERT: 10,
  ENSURE: 11,
  SCOPE: 12,
  REMOVE: 13,
  ONLY: 14,
  SCHEMES: 15,
  REDACT: 16,
  DROP: 17,
  NORMALIZE: 18,
  PROFILE: 19,
  ASK_URL: 20,
  ASK_SCOPE: 21,
  KEEP: 22,
  ANSWER: 23,
}

const kind = {
  SCHEME: 0,
  TOKEN68: 1,
  PARAM: 2,
  PIECE_PARAM: 3,
  NAME: 4,
  MIXED_CASE_NAME: 5,
  PIECE: 6,
  SPACE: 7,
  DEFECT: 8,
  LINE: 9,
  CHANGE: 10,
  CHANGE_SCHEME: 11,
  CHANGE_PARAM: 12,
  CHANGE_BEFORE: 13,
  CHANGE_AFTER: 14,
  ASK_URL: 15,
  ASK_SCOPE: 16,
  FINDING: 17,
  FIX: 18,
  FIX_TEXT: 19,
  REFUSAL: 20,
}

const number = {
  NONE: 4294967295,
  UNKNOWN: 255,
  ROW: 4,
  PART: 2,
  PARTS_AT: 5,
  ROWS_AT: 261,
  WORDS: 1285,
  OPERATION: 0,
  FLAGS: 1,
  MAX_LENGTH: 2,
  PART_COUNT: 3,
  ROW_COUNT: 0,
  HAS_WIDE: 1,
  KEPT: 4,
  STRICT: 1,
  REPORT: 2,
  HAS_PARTS: 4,
  KEEP: 8,
  USE_KEPT: 16,
  SUBSTITUTE: 26,
  DEFAULT_MAX_LENGTH: 65536,
}

const schemes = [
  'Bearer',
  'DPoP',
  'Basic',
  'Digest',
  'Negotiate',
  'NTLM',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'Mutual',
  'HOBA',
  'vapid',
  'GNAP',
  'Concealed',
  'OAuth',
  'PrivateToken',
]

const params = [
  'realm',
  'scope',
  'error',
  'error_description',
  'error_uri',
  'resource_metadata',
  'acr_values',
  'max_age',
  'algs',
  'authorization_uri',
  'claims',
  'client_id',
  'trusted_issuers',
  'service',
  'as_uri',
  'ticket',
  'access',
  'referrer',
  'domain',
  'nonce',
  'opaque',
  'stale',
  'algorithm',
  'qop',
  'userhash',
  'charset',
  'challenge',
  'max-age',
]

const defectCodes = [
  'comma-after-scheme',
  'missing-comma',
  'semicolon-separator',
  'unquoted-value',
  'unterminated-quote',
  'control-character',
  'not-an-octet',
  'tab-after-scheme',
  'duplicate-parameter',
  'orphan-parameter',
  'stray-text',
  'too-long',
  'missing-value',
  'quoted-field',
]

const defectExpectations = [
  'expected a space between the scheme and its parameters, not a comma',
  'expected a comma before the next parameter or challenge',
  'expected a comma, not a semicolon',
  'expected a token or a quoted-string as the value',
  'expected a closing quote',
  'expected no control character',
  'expected no character above U+00FF',
  'expected a space after the scheme, not a tab',
  'expected each parameter name once in a challenge',
  'expected a scheme before the parameter',
  'expected a scheme, a parameter or a comma',
  'expected a shorter field',
  'expected a value after the equals sign',
  'expected no single quotes around the field',
]

const changeReasons = [
  'unsendable',
  'repair',
  'stray-text',
  'resource-metadata',
  'insert-resource-metadata',
  'ensure',
  'scope',
  'set',
  'remove',
  'schemes',
  'errors',
  'normalize',
  'characters',
  'length',
  'scope-token',
  'url',
  'name',
]

const formatErrorCodes = [
  'invalid-scheme',
  'invalid-token68',
  'token68-with-params',
  'invalid-param-name',
  'repeated-param',
  'control-in-value',
  'upper-case-name',
  'too-long',
  'wide-in-value',
]

const formatErrorExpectations = [
  'expected a token as the scheme',
  'expected a token68',
  'expected a token68 or parameters, not both',
  'expected a token as the parameter\'s name',
  'expected each parameter name once in a challenge',
  'expected no control character in the value',
  'expected the parameter\'s name in lower case',
  'expected a shorter field',
  'expected no character above U+00FF in the value',
]

const findingCodes = [
  'comma-after-scheme',
  'missing-comma',
  'semicolon-separator',
  'unquoted-value',
  'unterminated-quote',
  'control-character',
  'not-an-octet',
  'tab-after-scheme',
  'duplicate-parameter',
  'orphan-parameter',
  'stray-text',
  'too-long',
  'missing-value',
  'quoted-field',
  'challenge-missing',
  'proxy-challenge-missing',
  'realm-not-quoted',
  'unknown-scheme',
  'unknown-parameter',
  'unexpected-token68',
  'basic-realm-missing',
  'invalid-charset',
  'digest-realm-missing',
  'digest-nonce-missing',
  'digest-qop-missing',
  'digest-not-quoted',
  'digest-quoted',
  'bearer-parameters-missing',
  'invalid-character',
  'invalid-scope',
  'comma-in-scope',
  'unknown-error',
  'error-status',
  'step-up-status',
  'dpop-error-status',
  'error-without-credentials',
  'description-without-error',
  'invalid-resource-metadata',
  'dpop-algs-missing',
  'invalid-dpop-algs',
  'symmetric-dpop-alg',
  'invalid-max-age',
  'invalid-acr-values',
  'step-up-requirement-missing',
  'step-up-error-missing',
  'oauth-challenge-missing',
  'resource-metadata-missing',
  'scope-missing',
  'insufficient-scope-missing',
  'scopes-in-several-challenges',
  'offline-access',
  'insecure-resource-metadata',
]

const findingSeverities = [
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'note',
  'note',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'error',
  'note',
  'note',
  'warning',
  'warning',
  'warning',
  'note',
  'note',
  'error',
  'note',
  'error',
  'error',
  'error',
  'error',
  'note',
  'note',
  'warning',
  'warning',
  'warning',
  'warning',
  'warning',
  'warning',
  'error',
]

const findingRules = [
  'RFC 9110 11.3',
  'RFC 9110 5.6.1',
  'RFC 9110 5.6.1',
  'RFC 9110 11.2',
  'RFC 9110 5.6.4',
  'RFC 9110 5.5',
  'RFC 9110 5.5',
  'RFC 9110 11.3',
  'RFC 9110 11.2',
  'RFC 9110 11.3',
  'RFC 9110 11.6.1',
  'RFC 9110 5.4',
  'RFC 9110 11.2',
  'RFC 9110 11.2',
  'RFC 9110 15.5.2',
  'RFC 9110 15.5.8',
  'RFC 9110 11.5',
  'RFC 9110 16.4.1',
  'RFC 9110 11.2',
  'RFC 9110 11.3',
  'RFC 7617 2',
  'RFC 7617 2.1',
  'RFC 7616 3.3',
  'RFC 7616 3.3',
  'RFC 7616 3.3',
  'RFC 7616 3.3',
  'RFC 7616 3.3',
  'RFC 6750 3',
  'RFC 6750 3',
  'RFC 6749 3.3',
  'RFC 6749 3.3',
  'RFC 6750 3.1',
  'RFC 6750 3.1',
  'RFC 9470 3',
  'RFC 9449 7.1',
  'RFC 6750 3.1',
  'RFC 6750 3',
  'RFC 9728 5.1',
  'RFC 9449 7.1',
  'RFC 9449 7.1',
  'RFC 9449 4.2',
  'RFC 9470 3',
  'RFC 9470 3',
  'RFC 9470 3',
  'RFC 9470 3',
  'MCP 2025-11-25 authorization',
  'MCP 2025-11-25 authorization',
  'MCP 2025-11-25 authorization',
  'MCP 2025-11-25 authorization',
  'MCP 2025-11-25 authorization',
  'MCP 2026-07-28 authorization',
  'RFC 9728 1.2',
]

const findingMessages = [
  'Expected a space between the scheme and its parameters, not a comma.',
  'Expected a comma before the next parameter or challenge.',
  'Expected a comma, not a semicolon.',
  'Expected a token or a quoted-string as the value.',
  'Expected a closing quote.',
  'Expected no control character.',
  'Expected no character above U+00FF.',
  'Expected a space after the scheme, not a tab.',
  'Expected each parameter name once in a challenge.',
  'Expected a scheme before the parameter.',
  'Expected a scheme, a parameter or a comma.',
  'Expected a shorter field.',
  'Expected a value after the equals sign.',
  'Expected no single quotes around the field.',
  'A 401 response must have at least one challenge.',
  'A 407 response must have at least one challenge.',
  'A realm must be written in quotes.',
  'No such scheme is registered; clients that do not know it ignore the challenge.',
  'The scheme\'s specification has no such parameter; clients ignore it.',
  'The scheme takes parameters, each with a name and a value; readers take this text for a token68.',
  'A Basic challenge must have a realm.',
  'UTF-8 is the only charset that is allowed here.',
  'A Digest challenge must have a realm: the response is computed from it.',
  'A Digest challenge must have a nonce: the response is computed from it.',
  'A Digest challenge must say which qop values the server accepts.',
  'In a Digest challenge the values of domain, nonce, opaque and qop must be written in quotes.',
  'In a Digest challenge the values of stale and algorithm must be written without quotes.',
  'A Bearer challenge must have at least one parameter.',
  'The value may hold printable ASCII characters other than the quote and the backslash.',
  'A scope is one word or more, with exactly one space between words.',
  'The comma belongs to the scope\'s name: scopes have only a space between them.',
  'No such error code is registered; clients cannot act on it.',
  'The error code belongs to another status: invalid_request to 400, invalid_token to 401, insufficient_scope to 403.',
  'The error code insufficient_user_authentication belongs to status 401.',
  'The error codes invalid_dpop_proof and use_dpop_nonce belong to status 401.',
  'If the request had no credentials, the response should have no error code.',
  'A description or a page about an error belongs beside an error code.',
  'The value must be an http or https URL, with a host and without a user name.',
  'A DPoP challenge should list the algorithms that a proof may be signed with, as algs.',
  'The value is a list of signature algorithms with a space between them.',
  'A proof cannot be signed with this algorithm: it must be an asymmetric one.',
  'The value must be a number of seconds, in digits.',
  'The value is one word or more, with a space between words.',
  'Without acr_values or max_age a client does not know which authentication would do.',
  'Clients look at acr_values and max_age where the error code is insufficient_user_authentication.',
  'MCP clients look for a Bearer challenge.',
  'Without resource_metadata a client has to guess where the metadata document is.',
  'The challenge should name the scopes that the request needs.',
  'A 403 should have the error code insufficient_scope, so that a client asks for more scopes.',
  'One challenge should name all scopes: clients read only the first.',
  'A resource server should not ask for offline_access: the client decides about it.',
  'The metadata document must be served over https, other than on the loopback interface.',
]

const profiles = [
  'http',
  'oauth',
  'mcp',
]

const registeredSchemes = [
  'Bearer',
  'DPoP',
  'Basic',
  'Digest',
  'Negotiate',
  'NTLM',
  'HOBA',
  'Mutual',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'vapid',
  'OAuth',
  'PrivateToken',
  'GNAP',
  'Concealed',
]

const registeredSpecifications = [
  'RFC 6750',
  'RFC 9449',
  'RFC 7617',
  'RFC 7616',
  'RFC 4559',
  'MS-NTHT',
  'RFC 7486',
  'RFC 8120',
  'RFC 7804',
  'RFC 7804',
  'RFC 8292',
  'RFC 5849',
  'RFC 9577',
  'RFC 9635',
  'RFC 9729',
]

const actedOnParams = [
  'scope',
  'error',
  'error_description',
  'resource_metadata',
]

const urlParams = [
  'error_uri',
  'resource_metadata',
]

const text = {
  VERSION: '0.1.0',
  WELL_KNOWN: '/.well-known/oauth-protected-resource',
}

/** Stores under a known name. With a name in the source V8 takes half the time of one with a computed name. */
function store(params, id, value) {
  switch (id) {
    case 0:
      params.realm = value
      break
    case 1:
      params.scope = value
      break
    case 2:
      params.error = value
      break
    case 3:
      params.error_description = value
      break
    case 4:
      params.error_uri = value
      break
    case 5:
      params.resource_metadata = value
      break
    case 6:
      params.acr_values = value
      break
    case 7:
      params.max_age = value
      break
    case 8:
      params.algs = value
      break
    case 9:
      params.authorization_uri = value
      break
    case 10:
      params.claims = value
      break
    case 11:
      params.client_id = value
      break
    case 12:
      params.trusted_issuers = value
      break
    case 13:
      params.service = value
      break
    case 14:
      params.as_uri = value
      break
    case 15:
      params.ticket = value
      break
    case 16:
      params.access = value
      break
    case 17:
      params.referrer = value
      break
    case 18:
      params.domain = value
      break
    case 19:
      params.nonce = value
      break
    case 20:
      params.opaque = value
      break
    case 21:
      params.stale = value
      break
    case 22:
      params.algorithm = value
      break
    case 23:
      params.qop = value
      break
    case 24:
      params.userhash = value
      break
    case 25:
      params.charset = value
      break
    case 26:
      params.challenge = value
      break
    case 27:
      params['max-age'] = value
      break
  }
}

module.exports = { actedOnParams, changeReasons, defectCodes, defectExpectations, findingCodes, findingMessages, findingRules, findingSeverities, formatErrorCodes, formatErrorExpectations, kind, number, operation, params, profiles, registeredSchemes, registeredSpecifications, schemes, store, tag, text, urlParams }
