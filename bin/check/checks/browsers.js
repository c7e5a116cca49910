'use strict'

// What scripts in browsers can read. A server that sends no CORS headers has no such clients.

const { outcome, skip, warn } = require('../verdicts.js')

const names = ({ headers }, name) =>
  (headers[name] ?? []).flatMap((value) => value.split(',')).map((value) => value.trim().toLowerCase())

const isShared = ({ headers }) => headers['access-control-allow-origin'] !== undefined

/** Judges a server that lets scripts of other origins read its answers. */
const ofShared = (judge) => (seen) =>
  isShared(seen.crossOrigin) ? judge(seen) : skip('scripts of other origins cannot read the answers')

module.exports = [
  {
    id: 'cors-exposed',
    title: 'Scripts can read WWW-Authenticate',
    rule: 'Fetch, CORS protocol',
    judge: ofShared(({ crossOrigin }) => {
      const exposed = names(crossOrigin, 'access-control-expose-headers')
      // With credentials, the asterisk is a name.
      const isAll =
        exposed.includes('*') && !names(crossOrigin, 'access-control-allow-credentials').includes('true')
      if (crossOrigin.lines.length === 0) return skip('no challenge')
      return (
        !isAll &&
        !exposed.includes('www-authenticate') &&
        warn('Access-Control-Expose-Headers does not name it')
      )
    }),
  },
  {
    id: 'cors-preflight',
    title: 'A preflight request needs no token',
    rule: 'Fetch, CORS protocol',
    judge: ofShared(({ preflight }) => {
      if (!(preflight.status >= 200 && preflight.status < 300)) return warn(`it ${outcome(preflight)}`)
      const allowed = names(preflight, 'access-control-allow-headers')
      return (
        !allowed.includes('authorization') && warn('Access-Control-Allow-Headers does not name Authorization')
      )
    }),
  },
  {
    id: 'cors-metadata',
    title: 'Scripts can read the metadata',
    rule: 'Fetch, CORS protocol',
    judge: ofShared(({ documents: { used } }) => {
      if (used?.answer.status !== 200) return skip('no document')
      return !isShared(used.answer) && warn('it has no Access-Control-Allow-Origin')
    }),
  },
]
