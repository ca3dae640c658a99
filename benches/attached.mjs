// SPDX-License-Identifier: EUPL-1.2
// B2: an application with a file of 1 MiB, eight clients: ours by the resumable upload (announced, sent, filed: three
// requests), durable and hashed; in turn with others. Then a kill -9: what was answered is there, no number is missing.
import http from 'node:http'
import { readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { median, Office, spread } from './office.mjs'
import { peers } from './peers/filing.mjs'

const application = { subject: 'Fanals del carrer Major', request: 'Que arregleu els fanals.', facts: 'Fa dies que no hi ha llum.' }
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })

// The answer's JSON; its Location where there is none.
async function ask(url, { method = 'GET', headers = {}, body } = {}, wanted = 200) {
    const form = body instanceof FormData ? new Response(body) : null
    const bytes = form ? Buffer.from(await form.arrayBuffer()) : body === undefined ? undefined : Buffer.from(body)
    const all = { ...headers, ...(form ? { 'Content-Type': form.headers.get('content-type') } : {}), ...(bytes ? { 'Content-Length': bytes.length } : {}) }
    return new Promise((done, fail) => {
        const request = http.request(url, { method, headers: all, agent }, answer => {
            const pieces = []
            answer.on('data', piece => pieces.push(piece))
            answer.on('end', () => {
                const text = Buffer.concat(pieces).toString()
                if (answer.statusCode !== wanted) return fail(new Error(`${method} ${url}: ${answer.statusCode} ${text.slice(0, 200)}`))
                done(text.startsWith('{') ? JSON.parse(text) : { location: answer.headers.location })
            })
        })
        request.on('error', fail)
        request.end(bytes)
    })
}

const file_of = () => { // text, so that it is what its name says
    const bytes = Buffer.alloc(1 << 20, 'Fa dies que no hi ha llum.\n')
    bytes.write(randomBytes(32).toString('hex'))
    return bytes
}

async function for_seconds(seconds, work) {
    const until = Date.now() + seconds * 1000, waits = []
    await Promise.all(Array.from({ length: 8 }, async (_, client) => {
        while (Date.now() < until) {
            const begun = process.hrtime.bigint()
            await work(client)
            waits.push(Number(process.hrtime.bigint() - begun) / 1e6)
        }
    }))
    waits.sort((a, b) => a - b)
    return { rate: waits.length / seconds, p99: waits[Math.floor(waits.length * 0.99)] }
}

export default async function attached(rounds = 3) {
    const office = new Office({ residents: 200 })
    await office.serve()
    const tokens = readFileSync(office.tokens(), 'utf8').trim().split('\n')
    const numbers = []
    const file_one = async client => {
        const by = { Authorization: `Bearer ${tokens[(numbers.length * 8 + client) % tokens.length]}`, Accept: 'application/json' }
        const bytes = file_of(), tus = { ...by, 'Tus-Resumable': '1.0.0' }
        const { location } = await ask(`${office.url}/fitxers`, { method: 'POST', headers: { ...tus, 'Upload-Length': bytes.length, 'Upload-Metadata': `filename ${Buffer.from('adjunt.txt').toString('base64')}` } }, 201)
        await ask(new URL(location, office.url), { method: 'PATCH', headers: { ...tus, 'Upload-Offset': 0, 'Content-Type': 'application/offset+octet-stream' }, body: bytes }, 204)
        const made = await ask(`${office.url}/tramits/instancia-generica`, { method: 'POST', headers: { ...by, 'Content-Type': 'application/json' },
            body: JSON.stringify({ ...application, attachments: [location.split('/').at(-1)] }) }, 201)
        numbers.push(made.entry.number)
    }
    const ours = { rate: [], p99: [] }
    const others = (await peers()).map(peer => ({ peer, rate: [], p99: [] }))
    for (let round = 0; round < rounds; round++) {
        const seen = await for_seconds(6, file_one)
        ours.rate.push(seen.rate), ours.p99.push(seen.p99)
        process.kill(office.server.pid, 'SIGSTOP')
        for (const other of others) {
            const seen = await for_seconds(6, () => other.peer.with_file(ask, application, file_of()))
            other.rate.push(seen.rate), other.p99.push(seen.p99)
        }
        process.kill(office.server.pid, 'SIGCONT')
    }
    for (const { peer } of others) peer.stop()
    // The last ones are cut off.
    const cut = for_seconds(2, client => file_one(client).catch(() => new Promise(done => setTimeout(done, 50))))
    await new Promise(done => setTimeout(done, 1000))
    office.server.kill('SIGKILL')
    await cut
    await office.serve()
    const { size } = await ask(`${office.url}/registre/log/head`)
    const order = [...new Set(numbers)].map(each => Number(each.split('-')[2])).sort((a, b) => a - b)
    if (order.length !== numbers.length) throw new Error('a number was given twice')
    if (order.at(-1) > size) throw new Error(`${order.at(-1)} was answered, ${size} are there: lost`)
    const resident = office.resident()
    await office.stop()
    office.remove()
    const row = (what, list, unit) => ({ what, median: +median(list).toPrecision(3), spread: spread(list), unit })
    return [
        row('with 1 MiB, a second', ours.rate, '/s'), row('p99 of the three requests', ours.p99, 'ms'), row('resident after kill -9 and start', [resident], 'MiB'),
        row('answered, none lost', [numbers.length], ''),
        ...others.flatMap(({ peer, rate, p99 }) => [row(`${peer.name}: a second`, rate, '/s'), row(`${peer.name}: p99`, p99, 'ms'),
            row(`ours / ${peer.name}`, ours.rate.map((each, i) => each / rate[i]), '×')])
    ]
}
