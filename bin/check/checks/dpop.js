'use strict'

// DPoP, RFC 9449.

const { findChallenge } = require('../../../entries/index.js')
const { fail, outcome, skip, warn } = require('../verdicts.js')

const NOT_OFFERED = 'DPoP is not offered'

const dpopOf = ({ lines }) => findChallenge(lines, 'DPoP')

const algsOf = (challenge) => challenge?.params?.algs?.split(' ').filter(Boolean)

module.exports = [
  {
    id: 'dpop-required',
    title: 'DPoP is offered if it is required',
    rule: 'RFC 9728 2',
    judge({ documents, unauthorized }) {
      if (documents.used?.value?.dpop_bound_access_tokens_required !== true)
        return skip('DPoP is not required')
      return !dpopOf(unauthorized) && fail('its challenge has no DPoP')
    },
  },
  {
    id: 'dpop-algorithms',
    title: 'The algorithms are those of the metadata',
    rule: 'RFC 9728 2',
    judge({ documents, unauthorized }) {
      const offered = algsOf(dpopOf(unauthorized))
      const listed = documents.used?.value?.dpop_signing_alg_values_supported
      if (offered === undefined || !Array.isArray(listed)) return skip('one of the lists is missing')
      const others = offered.filter((name) => !listed.includes(name))
      return others.length > 0 && warn(`the metadata does not have ${others.join(', ')}`)
    },
  },
  {
    id: 'dpop-invalid-proof',
    title: 'An invalid DPoP proof is refused with DPoP',
    rule: 'RFC 9449 7.1',
    judge({ badProof }) {
      if (badProof === undefined) return skip(NOT_OFFERED)
      // A proof that is malformed is an invalid request too (RFC 6750 3.1).
      if (![400, 401].includes(badProof.status)) return fail(`it ${outcome(badProof)}`)
      return badProof.status === 401 && !dpopOf(badProof) && warn('its challenge has no DPoP')
    },
  },
  {
    id: 'dpop-nonce',
    title: 'An answer that asks for a nonce has one',
    rule: 'RFC 9449 9',
    judge({ badProof, unauthorized }) {
      const asking = [unauthorized, badProof].filter(
        (answer) => answer && dpopOf(answer)?.params?.error === 'use_dpop_nonce',
      )
      if (asking.length === 0) return skip('no nonce is asked for')
      return (
        asking.some(({ headers }) => headers['dpop-nonce'] === undefined) && fail('there is no DPoP-Nonce')
      )
    },
  },
]
