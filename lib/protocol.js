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
  USUAL_TEXT: 4096,
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

module.exports = { actedOnParams, kind, number, operation, params, schemes, store, tag, text, urlParams }
