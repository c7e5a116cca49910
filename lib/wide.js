'use strict'

// Characters above U+00FF, which are no octets. The back end sees SUBSTITUTE in their place, at the same index.

const { number } = require('./protocol.js')

const SUBSTITUTE = String.fromCharCode(number.SUBSTITUTE)

/** An octet that is a letter, for the letters that are no octets. */
const LETTER = '\xaa'

const isWide = (character) => character > '\xff'

/** True if a character is no octet. */
const hasWide = (text) => /[^\0-\xff]/.test(text)

/** The same text with an octet for each character; one that is a letter for a letter. */
const narrow = (text) =>
  text.replace(/[^\0-\xff]/gu, (character) => (/\p{Alphabetic}/u.test(character) ? LETTER : SUBSTITUTE))

/** `text`, which was made of `characters`, an octet of each from `start` on, with the characters that octets stand for. */
function widen(text, characters, start = 0) {
  let at = start
  return text.replace(/[\x1a\xaa]/g, (octet) => {
    while (at < characters.length && characters[at] !== octet && !isWide(characters[at])) at += 1
    return characters[at++] ?? octet
  })
}

module.exports = { hasWide, isWide, narrow, widen }
