// SPDX-License-Identifier: EUPL-1.2
// Ports for servers under test: below the range from which the system takes the near end of its own connections
// (/proc/sys/net/ipv4/ip_local_port_range), so that no client of another test holds one when a server opens again.
import { createServer } from 'node:net'

const LOWEST = 15_000
const HIGHEST = 31_000
// A sample town listens for client certificates this far above its own port.
export const CERTIFICATE_PORT = 363

export async function free_port() {
    for (let tried = 0; tried < 100; ++tried) {
        const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
        if ((await free(port)) && (await free(port + CERTIFICATE_PORT))) return port
    }
    throw new Error('no port is free')
}

function free(port) {
    return new Promise(told => {
        const probe = createServer()
        probe.once('error', () => told(false))
        probe.listen(port, () => probe.close(() => told(true)))
    })
}
