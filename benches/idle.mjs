// SPDX-License-Identifier: EUPL-1.2
// Memory of connections that asked for one page and then wait, as a browser keeps them.
import { connect } from 'node:net'
import { median, Office, spread } from './office.mjs'

async function one(port) {
    const socket = connect(port, '127.0.0.1')
    await new Promise((done, failed) => {
        socket.once('error', failed)
        socket.once('data', done)
        socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
    })
    return socket
}

async function each(count) {
    const office = new Office({ residents: 200, port: 8974 })
    await office.serve()
    const before = office.resident()
    const sockets = []
    while (sockets.length < count) sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => one(office.port)))))
    const after = office.resident()
    for (const socket of sockets) socket.destroy()
    await office.stop()
    office.remove()
    return ((after - before) * 1024) / count
}

export default async function idle(rounds = 3) {
    const rows = []
    for (const connections of [1000, 4000]) {
        const runs = []
        for (let i = 0; i < rounds; i++) runs.push(await each(connections))
        rows.push({ connections, 'KiB each': +median(runs).toFixed(1), 'its spread': spread(runs) })
    }
    return rows
}
