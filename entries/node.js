'use strict'

// `auth-challenge/node`. What a function needs is loaded with its first call: a program pays for what it uses.

let node

function createFastifyHook(options) {
  node ??= require('../lib/node.js')
  return node.createFastifyHook(options)
}

function createProxyHook(options) {
  node ??= require('../lib/node.js')
  return node.createProxyHook(options)
}

function send(response, nodeResponse) {
  node ??= require('../lib/node.js')
  return node.send(response, nodeResponse)
}

function sendThrownResponse(error, request, response, next) {
  node ??= require('../lib/node.js')
  return node.sendThrownResponse(error, request, response, next)
}

module.exports = { createFastifyHook, createProxyHook, send, sendThrownResponse }
