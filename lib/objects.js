'use strict'

const isObject = (value) => value !== null && typeof value === 'object'

/** True for `{ ... }` and an object without a prototype, of any realm. Other objects mean something of their own. */
function isPlainObject(value) {
  if (!isObject(value)) return false
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return true
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf')
}

/** A property of an object. A plain object has its own alone: nothing comes in from a polluted prototype. */
const propertyOf = (object, name) =>
  isPlainObject(object) && !Object.hasOwn(object, name) ? undefined : object[name]

module.exports = { isObject, isPlainObject, propertyOf }
