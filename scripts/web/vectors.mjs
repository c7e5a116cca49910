// Reads every vector with a library, in whatever runtime this is bundled for or served to. No more than the language is
// needed.

const list = (challenges) =>
  challenges.map(({ scheme, token68 = null, params }) => [
    scheme,
    token68,
    (Array.isArray(params) ? params : Object.entries(params ?? {})).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  ])

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

function strict({ parseWwwAuthenticate }, fields, maxLength) {
  try {
    return list(parseWwwAuthenticate(fields, { maxLength, strict: true }))
  } catch (error) {
    return error.code
  }
}

/** True if a vector is read as it says. */
function passes(library, { fields, maxLength, rfc, tolerant, defects: expected }) {
  if (tolerant) {
    const defects = []
    const challenges = library.parseWwwAuthenticate(fields, {
      maxLength,
      onDefect: ({ code, line, offset }) => defects.push([code, line, offset]),
    })
    const wanted = expected.map(({ code, line, offset }) => [code, line, offset])
    return same(list(challenges), list(tolerant)) && same(defects, wanted)
  }
  const read = strict(library, fields, maxLength)
  if (rfc === 'invalid') return typeof read === 'string'
  return read === 'duplicate-parameter' || same(read, list(rfc))
}

/** What a runtime makes of the vectors, and of a few calls. */
export function report(library, vectors) {
  const failed = vectors.filter((vector) => !passes(library, vector)).map(({ id }) => id)
  const [{ scheme, params }] = library.parseWwwAuthenticate('Bearer realm="files", scope="read write"')
  return {
    backend: library.backend,
    passed: vectors.length - failed.length,
    failed,
    forwarded: library.forwardChallenge('Bearer scope="a"', { realm: 'gateway' }),
    written: library.bearerChallenge({ scope: ['files:read'] }),
    first: { scheme, ...params },
  }
}
