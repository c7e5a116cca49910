'use strict'

// Written by scripts/protocol.js (`npm run build`): the names and numbers of src/boundary/.

const operation = {
  DESCRIBE: 0,
  READ: 1,
  FORWARD: 2,
  LIST: 3,
  FORMAT: 4,
  BEARER: 5,
  URL: 6,
  ORIGIN: 7,
  METADATA_URL: 8,
  NEAREST_PARAM: 9,
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
  STATUS: 5,
  ORIGIN: 6,
  FROM: 7,
  URL: 8,
  INSERT: 9,
  ENSURE: 10,
  SCOPE: 11,
  REMOVE: 12,
  ONLY: 13,
  SCHEMES: 14,
  REDACT: 15,
  DROP: 16,
  NORMALIZE: 17,
  ASK_URL: 18,
  ASK_SCOPE: 19,
  KEEP: 20,
  ANSWER: 21,
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
  REFUSAL: 17,
}

const number = {
  NONE: 4294967295,
  UNKNOWN: 255,
  ROW: 4,
  PART: 2,
  PARTS_AT: 4,
  ROWS_AT: 260,
  WORDS: 1284,
  OPERATION: 0,
  FLAGS: 1,
  MAX_LENGTH: 2,
  PART_COUNT: 3,
  ROW_COUNT: 0,
  HAS_WIDE: 1,
  STRICT: 1,
  REPORT: 2,
  HAS_PARTS: 4,
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

module.exports = { changeReasons, defectCodes, defectExpectations, formatErrorCodes, formatErrorExpectations, kind, number, operation, params, schemes, store, tag, text, urlParams }
