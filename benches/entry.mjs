// SPDX-License-Identifier: EUPL-1.2
// Entering by certificate, from the button to the session: four requests, the second over a TLS connection of its own.
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { join } from 'node:path'
import { median, Office, spread } from './office.mjs'

const plain = new http.Agent({ keepAlive: true })

function ask(url, { method = 'GET', headers = {}, body, ...options } = {}) {
    const secure = url.startsWith('https:')
    return new Promise((done, failed) => {
        const request = (secure ? https : http).request(url, { method, headers, agent: secure ? undefined : plain, ...options }, answer => {
            answer.resume()
            answer.on('end', () => done({ status: answer.statusCode, to: answer.headers.location, cookies: answer.headers['set-cookie'] ?? [] }))
        })
        request.on('error', failed)
        request.end(body)
    })
}

async function enter(main, certificate) {
    const bound = await ask(`${main}/entra/certificat?retorn=/carpeta`)
    const cookie = bound.cookies[0].split(';')[0]
    const shown = await ask(bound.to, { ...certificate, agent: new https.Agent({ keepAlive: false, maxCachedSessions: 0 }) })
    const code = new URL(shown.to).searchParams.get('codi')
    await ask(shown.to, { headers: { Cookie: cookie } })
    const entered = await ask(`${main}/entra/relleu`, {
        method: 'POST',
        headers: { Cookie: cookie, Origin: main, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: `codi=${code}`,
    })
    if (entered.status !== 303 || entered.to !== '/carpeta') throw new Error(`did not enter: ${entered.status}`)
}

async function measured(office, main, certificate, clients, entries) {
    const times = []
    let left = entries
    const cpu = office.cpu(), begun = performance.now()
    await Promise.all(Array.from({ length: clients }, async () => {
        while (left-- > 0) {
            const at = performance.now()
            await enter(main, certificate)
            times.push(performance.now() - at)
        }
    }))
    const sorted = times.sort((a, b) => a - b)
    return {
        cpu: (office.cpu() - cpu) * 1000 / entries,
        rate: entries / (performance.now() - begun) * 1000,
        p50: sorted[Math.floor(entries * 0.5)],
        p99: sorted[Math.floor(entries * 0.99)],
    }
}

export default async function entry(rounds = 3) {
    const office = new Office({ residents: 1000, port: 8973 })
    const settings = join(office.folder, 'town.yaml')
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('enter: {times: 600', 'enter: {times: 0'))
    await office.serve()
    const main = `http://localhost:${office.port}`
    const folder = join(office.folder, 'sample/certificates')
    const certificate = {
        pfx: readFileSync(join(folder, 'idcat.p12')), passphrase: 'mostra', ca: readFileSync(join(folder, 'authority.crt')),
    }
    await measured(office, main, certificate, 4, 100) // warm
    const rows = []
    for (const clients of [1, 8]) {
        const runs = []
        for (let i = 0; i < rounds; i++) runs.push(await measured(office, main, certificate, clients, 400))
        const column = name => runs.map(run => run[name])
        rows.push({
            clients,
            'server CPU ms an entry': +median(column('cpu')).toFixed(2), 'its spread': spread(column('cpu')),
            'entries a second': Math.round(median(column('rate'))),
            'p50 ms': +median(column('p50')).toFixed(1), 'p99 ms': +median(column('p99')).toFixed(1),
        })
    }
    await office.stop()
    office.remove()
    return rows
}
