'use strict'

// What known clients read of a header: of each form that it has, what they read of a header of that form.

const { FORMS, formsOf } = require('./forms.js')
const readings = require('./readings.json')

const whatOf = new Map(FORMS.map(({ form, what }) => [form, what]))

/** A client with its version, such as `Python SDK 2.3.0`; a version in its name is the same. */
const clientOf = ({ client, version }) => `${client.replace(/ \d+$/, '')} ${version}`

/** What a client reads of a form: `everything`, `nothing`, or what is missing or another. */
function readingOf({ client, forms, names, version }, form) {
  const { missing = [], other = {} } = forms[form] ?? {}
  const others = Object.keys(other)
  const parts = [
    missing.length > 0 && `no ${missing.join(', ')}`,
    others.length > 0 && `another ${others.join(', ')}`,
  ].filter(Boolean)
  const reads = missing.length === names.length ? 'nothing' : parts.join('; ') || 'everything'
  return { client: clientOf({ client, version }), reads, missing, other }
}

const isOauth = ({ scheme }) => /^(?:bearer|dpop)$/i.test(scheme)

/** `{ form, what, readings }` of each form that the field has; of an ordinary one, the form `plain`. None without OAuth. */
function clientsOf({ challenges, findings, lines }) {
  if (!challenges.some(isOauth)) return []
  const forms = formsOf({ challenges, codes: findings.map(({ code }) => code), lines })
  return (forms.length > 0 ? forms : ['plain']).map((form) => ({
    form,
    what: whatOf.get(form),
    readings: readings.map((client) => readingOf(client, form)),
  }))
}

/** The clients that read a form otherwise than it means; of a code that is no form, none. */
function misreadersOf(form) {
  if (!whatOf.has(form)) return []
  const found = readings.map((client) => readingOf(client, form))
  return found.filter(({ reads }) => reads !== 'everything').map(({ client }) => client)
}

module.exports = { clientOf, clientsOf, isOauth, misreadersOf, readingOf }
