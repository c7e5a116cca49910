// The WebAssembly module of the page: compressed when it is built, inflated by the browser, so that it is as small on
// any server. It is what lib/bundled.js asks for as `auth-challenge:compiled`.

let module

export const compiled = () => module

export async function loadModule() {
  const { body } = await fetch(new URL('auth-challenge.wasm.deflate', import.meta.url))
  const octets = await new Response(body.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer()
  module = await WebAssembly.compile(octets)
}
