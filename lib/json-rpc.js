'use strict'

const { createNormalizer } = require('./challenge-fields.js')
const { EventStream, role } = require('./event-stream.js')
const { JsonScanner } = require('./json-scanner.js')

/** A value that takes more octets than this, blanks and escapes included, is written anew. */
const MAX_KEPT = 262_144

const JSON_TYPE = /^application\/(?:[\w.+-]*\+)?json *(?:;|$)/i
const EVENT_STREAM = /^text\/event-stream *(?:;|$)/i

/** True for the media types that JSON-RPC messages come in. */
const isMessages = (type) => JSON_TYPE.test(type ?? '') || EVENT_STREAM.test(type ?? '')

/** Prepares a stream that forwards the challenges of tool results, in a body of the media type that is given. */
function createMessageForwarder(options) {
  const forward = createNormalizer(options)
  return (type) => {
    const messages = new Messages(forward, EVENT_STREAM.test(type))
    return new TransformStream({
      transform(chunk, controller) {
        for (const part of messages.push(chunk)) controller.enqueue(part)
      },
      flush(controller) {
        for (const part of messages.end()) controller.enqueue(part)
      },
    })
  }
}

/** Octets of JSON-RPC messages, with their challenges forwarded and all else as it came. */
class Messages {
  constructor(forward, isEventStream) {
    this.forward = forward
    this.scanner = new JsonScanner()
    this.events = isEventStream ? new EventStream() : undefined
    /** The parts of a value that has yet to end. */
    this.kept = []
    this.size = 0
  }

  /** Takes octets; returns those to send on, in parts. */
  push(chunk) {
    const { events, scanner } = this
    const parts = []
    let from = 0
    let wasTaking = scanner.isTaking
    for (let at = 0; at < chunk.length; at++) {
      if (scanner.isSkipping() && (events === undefined || events.isInValue())) at = plainEnd(chunk, at)
      if (at === chunk.length) break
      const octet = chunk[at]
      const octetRole = events ? events.step(octet) : role.DATA
      if (octetRole === role.FRAME) continue
      if (octetRole === role.END) {
        // A value that the event ends in is no JSON.
        if (wasTaking) parts.push(...this.release())
        scanner.reset()
        wasTaking = false
        continue
      }
      const isEnd = scanner.step(octet)
      if (isEnd) {
        this.keep(chunk.subarray(from, at + 1))
        parts.push(...this.replaced())
        from = at + 1
      } else if (scanner.isTaking && !wasTaking) {
        parts.push(chunk.subarray(from, at))
        from = at
      }
      wasTaking = scanner.isTaking
    }
    const rest = chunk.subarray(from)
    if (wasTaking) this.keep(rest)
    else parts.push(rest)
    return parts.filter((part) => part.length > 0)
  }

  end() {
    return this.release()
  }

  /** Keeps a part of a value, so that it can be sent as it came. A copy: the buffer of a chunk may be far longer. */
  keep(part) {
    this.size += part.length
    if (this.size <= MAX_KEPT) this.kept.push(part.slice())
  }

  /** What is kept, as it came. */
  release() {
    const { kept } = this
    this.kept = []
    this.size = 0
    return kept
  }

  /** The value that has ended, as it is to be sent. */
  replaced() {
    const { isCut, isList, texts } = this.scanner
    const isWhole = !isCut && this.size <= MAX_KEPT
    const came = this.release()
    const challenges = texts.filter((text) => text !== undefined)
    if (challenges.length < texts.length && isWhole) return came
    const forwarded = forwardTexts(this.forward, challenges)
    if (isWhole && isSame(challenges, forwarded)) return came
    return [new TextEncoder().encode(JSON.stringify(isList ? forwarded : forwarded.join(', ')))]
  }
}

/** Where plain octets of a string end: most of a body is one long string. */
function plainEnd(chunk, at) {
  while (at < chunk.length && !MEANS_MORE[chunk[at]]) at++
  return at
}

const MEANS_MORE = new Uint8Array(256)
for (const character of '"\\\r\n') MEANS_MORE[character.charCodeAt(0)] = 1

/** Forwards texts that are field lines; the quotes that some vendor's documentation puts around each come back. */
function forwardTexts(forward, texts) {
  const isQuoted = texts.length > 0 && texts.every((text) => /^'.*'$/s.test(text))
  if (!isQuoted) return forward(texts)
  return forward(texts.map((text) => text.slice(1, -1))).map((line) => `'${line}'`)
}

const isSame = (some, others) =>
  some.length === others.length && some.every((text, index) => text === others[index])

module.exports = { createMessageForwarder, isMessages }
