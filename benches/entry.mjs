// SPDX-License-Identifier: EUPL-1.2
// Entering, from the button to the session: by certificate (four requests, the second over a TLS connection of its own)
// and, for the staff, by passkey (two requests).
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { join } from 'node:path'
import { median, Office, spread } from './office.mjs'

const plain = new http.Agent({ keepAlive: true })
const form = 'application/x-www-form-urlencoded'

function ask(url, { method = 'GET', headers = {}, body, ...options } = {}) {
    const secure = url.startsWith('https:')
    return new Promise((done, failed) => {
        const request = (secure ? https : http).request(url, { method, headers, agent: secure ? undefined : plain, ...options }, answer => {
            let text = ''
            answer.setEncoding('utf8').on('data', piece => (text += piece))
            answer.on('end', () => done({ status: answer.statusCode, to: answer.headers.location, cookies: answer.headers['set-cookie'] ?? [], text }))
        })
        request.on('error', failed)
        request.end(body)
    })
}

const post = (main, path, fields, headers = {}) =>
    ask(main + path, { method: 'POST', headers: { Origin: main, 'Content-Type': form, ...headers }, body: new URLSearchParams(fields).toString() })

// ---- by certificate
function certificate_entry(office, main) {
    const folder = join(office.folder, 'sample/certificates')
    const certificate = {
        pfx: readFileSync(join(folder, 'idcat.p12')), passphrase: 'mostra', ca: readFileSync(join(folder, 'authority.crt')),
    }
    return async () => {
        const bound = await ask(`${main}/entra/certificat?retorn=/carpeta`)
        const Cookie = bound.cookies[0].split(';')[0]
        const shown = await ask(bound.to, { ...certificate, agent: new https.Agent({ keepAlive: false, maxCachedSessions: 0 }) })
        const codi = new URL(shown.to).searchParams.get('codi')
        await ask(shown.to, { headers: { Cookie } })
        const entered = await post(main, '/entra/relleu', { codi }, { Cookie })
        if (entered.status !== 303 || entered.to !== '/carpeta') throw new Error(`did not enter: ${entered.status}`)
    }
}

// ---- by passkey: a device in software, as Web Authentication wants it
class Device {
    id = randomBytes(16)
    counter = 0
    keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

    client(type, challenge, origin) {
        return Buffer.from(JSON.stringify({ type, challenge: Buffer.from(challenge).toString('base64url'), origin, crossOrigin: false }))
    }
    data(party, flags) {
        const counter = Buffer.alloc(4)
        counter.writeUInt32BE(++this.counter)
        return Buffer.concat([createHash('sha256').update(party).digest(), Buffer.from([flags]), counter])
    }
    made({ challenge, party }, origin) {
        const { x, y } = this.keys.publicKey.export({ format: 'jwk' })
        const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')])
        const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose])
        return { client_data: this.client('webauthn.create', challenge, origin), authenticator_data: Buffer.concat([this.data(party, 0x45), credential]) }
    }
    used({ challenge, party }, origin) {
        const client_data = this.client('webauthn.get', challenge, origin), authenticator_data = this.data(party, 0x05)
        const signed = Buffer.concat([authenticator_data, createHash('sha256').update(client_data).digest()])
        return { credential: this.id, client_data, authenticator_data, signature: sign('sha256', signed, this.keys.privateKey) }
    }
}

const encoded = fields => Object.fromEntries(Object.entries(fields).map(([name, bytes]) => [name, bytes.toString('base64url')]))
const json = { Accept: 'application/json' }

// One device for each who enters at once: its counter only grows.
async function passkey_entry(office, main, clients) {
    const [login, password] = readFileSync(join(office.folder, 'sample/staff.txt'), 'utf8').split(/\s/)
    const entered = await post(main, '/oficina/entra', { login, password })
    const Cookie = entered.cookies.find(each => each.startsWith('sessio=')).split(';')[0]
    const devices = []
    while (devices.length < clients) {
        const device = new Device()
        const { passkey } = JSON.parse((await ask(`${main}/oficina/compte/clau`, { headers: { Cookie, ...json } })).text)
        const kept = await post(main, '/oficina/compte/clau', { ...encoded(device.made(passkey, main)), name: `d${devices.length}` }, { Cookie })
        if (kept.status !== 303) throw new Error(`no passkey: ${kept.status}`)
        devices.push(device)
    }
    return async () => {
        const device = devices.pop()
        const { passkey } = JSON.parse((await ask(`${main}/oficina/entra`, { headers: json })).text)
        const entry = await post(main, '/oficina/entra/clau', encoded(device.used(passkey, main)))
        if (entry.status !== 303) throw new Error(`did not enter: ${entry.status}`)
        devices.push(device)
    }
}

async function measured(office, enter, clients, entries) {
    const times = []
    let left = entries
    const cpu = office.cpu(), begun = performance.now()
    await Promise.all(Array.from({ length: clients }, async () => {
        while (left-- > 0) {
            const at = performance.now()
            await enter()
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
    const ways = { certificate: certificate_entry(office, main), passkey: await passkey_entry(office, main, 8) }
    const rows = []
    for (const [by, enter] of Object.entries(ways)) {
        await measured(office, enter, 4, 100) // warm
        for (const clients of [1, 8]) {
            const runs = []
            for (let i = 0; i < rounds; i++) runs.push(await measured(office, enter, clients, 400))
            const column = name => runs.map(run => run[name])
            rows.push({
                by, clients,
                'server CPU ms an entry': +median(column('cpu')).toFixed(2), 'its spread': spread(column('cpu')),
                'entries a second': Math.round(median(column('rate'))),
                'p50 ms': +median(column('p50')).toFixed(1), 'p99 ms': +median(column('p99')).toFixed(1),
            })
        }
    }
    await office.stop()
    office.remove()
    return rows
}
