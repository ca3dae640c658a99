// SPDX-License-Identifier: EUPL-1.2
// A small HTTP server of this machine, below the system's own ports, for the programs that play a provider.
import { createServer } from 'node:http'
import { free_port } from '../free_port.mjs'

// `handle(request, response, body)` answers; what it throws ends the test's program.
export async function served(handle, port) {
    port ??= await free_port()
    const server = createServer(async (request, response) => {
        if (request.url === '/favicon.ico') return response.writeHead(204).end() // of a browser, whoever plays the provider
        const pieces = []
        // A handler that is another program's reads the body by itself.
        if (handle.length > 2) for await (const piece of request) pieces.push(piece)
        await handle(request, response, Buffer.concat(pieces).toString())
    })
    await new Promise(open => server.listen(port, '127.0.0.1', open))
    const close = () => new Promise(done => {
        server.close(done)
        server.closeAllConnections()
    })
    return { port, url: `http://localhost:${port}`, close }
}

export function json(response, value, status = 200) {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

export function page(response, title, body) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!DOCTYPE html><html lang="ca"><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`)
}

export function redirect(response, to) {
    response.writeHead(303, { location: String(to) }).end()
}
