'use strict'

const { createForwarder } = require('./forward.js')
const { isPlainObject } = require('./objects.js')

/** The statuses whose challenges a gateway edits; those of others, such as a 402, pass as they came. */
const EDITED = new Set([401, 403, 407])

const isEdited = (status) => EDITED.has(status)

const unedited = createForwarder()

/**
 * Prepares the fields of a response that a gateway sends in place of those that came: the challenges, in the form that
 * every client reads unless `normalize` is false, and the names that scripts in a browser may see.
 *
 * The returned function takes the response's status, a source as of `createForwarder`, and `get`, which returns the
 * value of another of its fields. It returns names with lists of values.
 */
function createFieldForwarder(options) {
  const edited = createNormalizer(options)
  const name = fieldOf(options)
  return (status, source, get) => {
    const lines = isEdited(status) ? edited(source) : unedited(source)
    const names = []
    if (lines.length > 0) names.push(name)
    // A client needs the nonce for its next request, RFC 9449 8.
    if (get('dpop-nonce')) names.push('DPoP-Nonce')
    const exposed = exposedNames(get('access-control-expose-headers'), names)
    return [[name, lines], ...(exposed === '' ? [] : [['Access-Control-Expose-Headers', [exposed]]])]
  }
}

/** As `createForwarder`, with another default. */
function createNormalizer(options = {}) {
  return createForwarder(
    isPlainObject(options) ? { ...options, normalize: options.normalize ?? true } : options,
  )
}

const fieldOf = (options) => options?.header ?? 'WWW-Authenticate'

/** The value of `Access-Control-Expose-Headers` with `names`: scripts in a browser see no others (Fetch 3.3.2). */
function exposedNames(present, names) {
  const listed = wordsOf(present)
  const known = new Set(listed.map((name) => name.toLowerCase()))
  const missing = names.filter((name) => !known.has(name.toLowerCase()))
  return missing.length === 0 ? (present ?? '') : [...listed, ...missing].join(', ')
}

/** The words of a field that is a list. */
const wordsOf = (list) =>
  (list ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** The fields that belong with the challenges of a response wherever these go, with their values. */
function siblingFields(status, get) {
  const names = ['DPoP-Nonce']
  // A payment challenge is for one payer: what says so must not get lost.
  if (status === 402) names.push('Cache-Control')
  return names.map((name) => [name, get(name)]).filter(([, value]) => value)
}

module.exports = {
  createFieldForwarder,
  createNormalizer,
  exposedNames,
  fieldOf,
  isEdited,
  siblingFields,
  wordsOf,
}
