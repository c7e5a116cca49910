'use strict'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const COLON = 0x3a
const DATA = [...'data'].map((character) => character.charCodeAt(0))
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

/** What an octet of an event stream is. */
const role = {
  /** One of the data, or a line end between two lines of it. */
  DATA: 0,
  /** One of a field name, a comment, another field, and so on. */
  FRAME: 1,
  /** The end of an event. */
  END: 2,
}

/** What the next octet belongs to. */
const [MARK, NAME, SPACE_OR_VALUE, VALUE, OTHER] = [0, 1, 2, 3, 4]

/** Tells the data of events from what is around it, octet by octet (HTML 9.2.6). */
class EventStream {
  constructor() {
    this.place = MARK
    /** How many octets of the mark or of the name have come. */
    this.matched = 0
    this.isAfterCr = false
  }

  step(octet) {
    const isSecond = this.isAfterCr && octet === LF
    this.isAfterCr = octet === CR
    if (isSecond) return role.FRAME
    if (octet === LF || octet === CR) return this.endLine()
    switch (this.place) {
      case VALUE:
        return role.DATA
      case OTHER:
        return role.FRAME
      case SPACE_OR_VALUE:
        this.place = VALUE
        return octet === SPACE ? role.FRAME : role.DATA
      case MARK:
        return this.stepInMark(octet)
      default:
        return this.stepInName(octet)
    }
  }

  /** True where all octets up to a line end are data. */
  isInValue() {
    return this.place === VALUE
  }

  stepInMark(octet) {
    if (octet === BYTE_ORDER_MARK[this.matched]) {
      this.matched++
      if (this.matched === BYTE_ORDER_MARK.length) this.startLine()
      return role.FRAME
    }
    // The beginning of a mark is the beginning of another name.
    this.place = this.matched === 0 ? NAME : OTHER
    return this.stepInName(octet)
  }

  stepInName(octet) {
    if (this.place !== OTHER) {
      if (octet === DATA[this.matched]) this.matched++
      else this.place = octet === COLON && this.matched === DATA.length ? SPACE_OR_VALUE : OTHER
    }
    return role.FRAME
  }

  startLine() {
    this.place = NAME
    this.matched = 0
  }

  endLine() {
    const { matched, place } = this
    this.startLine()
    if (matched === 0 && place <= NAME) return role.END
    return place === VALUE || place === SPACE_OR_VALUE ? role.DATA : role.FRAME
  }
}

module.exports = { EventStream, role }
