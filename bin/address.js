'use strict'

// Addresses that only some network can reach (the IANA special-purpose registries, RFC 6890).

const dns = require('node:dns')
const { BlockList, isIP } = require('node:net')

const PRIVATE = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
]) {
  PRIVATE.addSubnet(address, prefix, 'ipv4')
}
for (const [address, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
]) {
  PRIVATE.addSubnet(address, prefix, 'ipv6')
}

/** True for an address, without brackets, that is not for the public. A mapped IPv4 address is what it stands for. */
function isPrivateAddress(address) {
  const family = isIP(address)
  if (family === 4) return PRIVATE.check(address, 'ipv4')
  return family === 6 && PRIVATE.check(address, 'ipv6')
}

const hostOf = ({ hostname }) => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/** True if the host of a URL is this machine (RFC 6761 6.3, RFC 8252 7.3). */
function isLoopback(url) {
  const host = hostOf(url)
  return /^127\./.test(host) || host === '::1' || /(^|\.)localhost$/.test(host)
}

/** True if the host of a URL is private by its text alone. */
const isPrivateHost = (url) => isLoopback(url) || isPrivateAddress(hostOf(url))

/** A `lookup` of node:http that finds public addresses alone. */
function publicLookup(hostname, options, callback) {
  dns.lookup(hostname, options, (error, found, family) => {
    const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
    if (!error && addresses.some(isPrivateAddress)) {
      callback(new Error('the name has a private address'))
    } else {
      callback(error, found, family)
    }
  })
}

module.exports = { isLoopback, isPrivateAddress, isPrivateHost, publicLookup }
