export * from './mcp-proxy.js'
