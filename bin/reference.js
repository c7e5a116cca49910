'use strict'

/** Where a rule is written: `{ id, url }` of one such as `RFC 9110 11.3`; `undefined` if it is in no specification. */
function reference(rule) {
  const [, number, section] = /^RFC (\d+) ([\d.]+)$/.exec(rule) ?? []
  if (number) return { id: rule, url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}` }
  const [, version] = /^MCP (\S+)/.exec(rule) ?? []
  if (version) {
    return { id: rule, url: `https://modelcontextprotocol.io/specification/${version}/basic/authorization` }
  }
  return rule.startsWith('Fetch')
    ? { id: rule, url: 'https://fetch.spec.whatwg.org/#http-cors-protocol' }
    : undefined
}

module.exports = { reference }
