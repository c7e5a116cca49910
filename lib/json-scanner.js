'use strict'

const { number } = require('./protocol.js')

const octets = (text) => [...text].map((character) => character.charCodeAt(0))

const [QUOTE, COMMA, COLON, BACKSLASH, LETTER_U, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = octets('",:\\u[]{}')

/** Where a tool result has its challenges, from the JSON-RPC message down. */
const PATH = ['result', '_meta', 'mcp/www_authenticate']

/** No name of the path is longer, even if each of its characters is an escape of six. */
const MAX_NAME = 6 * Math.max(...PATH.map((name) => name.length))

const AFTER_BACKSLASH = 5

/** The octets of text that are kept of one value; further ones are dropped, as reading a header drops them. */
const MAX_TEXT = number.DEFAULT_MAX_LENGTH

/**
 * Finds the challenges in JSON that arrives octet by octet, in a message or a list of messages. It holds no more than
 * one name and the challenges of one value, whatever the depth and length of the rest. Text that is not JSON does no
 * harm.
 */
class JsonScanner {
  constructor() {
    this.reset()
  }

  /** A new text begins. */
  reset() {
    this.depth = 0
    /** The depth of the message: in a list, one more. */
    this.base = 0
    /** How many objects of the path are open. */
    this.level = 0
    this.isInString = false
    /** `AFTER_BACKSLASH`, or how many digits of an escape are to come. */
    this.escaped = 0
    this.isName = false
    /** True between a name of the path and its value. */
    this.isNamed = false
    /** Octets of the string at hand, if it matters. */
    this.kept = undefined
    /** True while a value with challenges is read; `texts` has its strings, and `isList` says whether it is a list. */
    this.isTaking = false
    this.isList = false
    this.texts = []
    this.room = MAX_TEXT
    /** True if something of the value was dropped. */
    this.isCut = false
  }

  /** Takes one octet. Returns true if it is the last of a value with challenges. */
  step(octet) {
    if (this.isInString) return this.stepInString(octet)
    switch (octet) {
      case QUOTE:
        this.startString()
        return false
      case OPEN:
      case OPEN_LIST:
        this.open(octet)
        return false
      case CLOSE:
      case CLOSE_LIST:
        return this.close()
      case COLON:
        if (this.isOnPath()) this.isName = false
        return false
      case COMMA:
        if (this.isOnPath()) {
          this.isName = true
          this.isNamed = false
        }
    }
    return false
  }

  /** True in a string that does not matter, where only a quote, a backslash or a line end changes anything. */
  isSkipping() {
    return this.isInString && this.kept === undefined && this.escaped === 0
  }

  /** True directly inside an object of the path. */
  isOnPath() {
    return this.level > 0 && this.depth === this.base + this.level && !this.isTaking
  }

  isTarget() {
    return this.isNamed && this.level === PATH.length && this.isOnPath()
  }

  startString() {
    this.isInString = true
    this.escaped = 0
    this.kept = undefined
    if (this.isTaking) this.startText()
    else if (this.isName ? this.isOnPath() : this.isTarget()) {
      if (!this.isName) this.startTaking(false)
      this.kept = []
    }
  }

  /** A string in a list; in a list or an object inside of it, it is no challenge. */
  startText() {
    if (this.depth !== this.base + PATH.length + 1) return
    if (this.room > 0) this.kept = []
    else this.isCut = true
  }

  startTaking(isList) {
    this.isTaking = true
    this.isList = isList
    this.isNamed = false
    this.texts = []
    this.room = MAX_TEXT
    this.isCut = false
  }

  stepInString(octet) {
    if (this.escaped === AFTER_BACKSLASH) this.escaped = octet === LETTER_U ? 4 : 0
    else if (this.escaped > 0) this.escaped--
    else if (octet === QUOTE) return this.endString()
    else this.startCharacter(octet)
    this.kept?.push(octet)
    return false
  }

  /** Here the text may be cut: no character or escape is left in two. */
  startCharacter(octet) {
    if (octet === BACKSLASH) this.escaped = AFTER_BACKSLASH
    if (this.kept === undefined || (octet & 0xc0) === 0x80) return
    if (this.isTaking && this.kept.length >= this.room) this.cut()
    else if (this.isName && this.kept.length > MAX_NAME) this.kept = undefined
  }

  cut() {
    this.isCut = true
    this.texts.push(textOf(this.kept))
    this.room = 0
    this.kept = undefined
  }

  endString() {
    this.isInString = false
    const { kept } = this
    this.kept = undefined
    if (!this.isTaking) {
      if (this.isName && kept !== undefined) this.isNamed = textOf(kept) === PATH[this.level - 1]
      return false
    }
    if (kept !== undefined) {
      this.texts.push(textOf(kept))
      // An empty string takes room too.
      this.room -= kept.length + 1
    }
    return !this.isList && this.endTaking()
  }

  endTaking() {
    this.isTaking = false
    return true
  }

  open(octet) {
    if (octet === OPEN_LIST) {
      if (this.isTarget()) this.startTaking(true)
      else if (this.depth === 0) this.base = 1
    } else if (this.isMessage() || this.isNext()) this.enter()
    this.depth++
  }

  /** True where an object is a message. */
  isMessage() {
    return this.level === 0 && this.depth === this.base
  }

  /** True where an object is the next one of the path. */
  isNext() {
    return this.isNamed && this.level < PATH.length && this.isOnPath()
  }

  /** An object of the path begins. */
  enter() {
    this.level++
    this.isName = true
    this.isNamed = false
  }

  close() {
    if (this.isOnPath()) {
      this.level--
      this.isName = false
    }
    if (this.depth > 0) this.depth--
    if (this.depth === 0) this.base = 0
    return this.isTaking && this.depth === this.base + PATH.length && this.endTaking()
  }
}

const decoder = new TextDecoder()

/** What the octets between the quotes of a string say; `undefined` for what is no JSON. */
function textOf(octets) {
  try {
    return JSON.parse(`"${decoder.decode(new Uint8Array(octets))}"`)
  } catch {
    return undefined
  }
}

module.exports = { JsonScanner }
