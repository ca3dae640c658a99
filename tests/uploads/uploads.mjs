// SPDX-License-Identifier: EUPL-1.2
// Uploads to a running town by tus-js-client, scanned by ClamAV: whole, cut off, killed half-way, in parallel, infected.
// Run: npm ci --ignore-scripts; FINESTRETA_BIN=… node uploads.mjs
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tus from 'tus-js-client'
import { check, scratch } from '../documents/office.mjs'
import { Town } from '../ports/town.mjs'
import { Clamd, EICAR } from './clamd.mjs'
import { breaking_line } from './proxy.mjs'

const MIB = 1 << 20
const clamd = new Clamd(scratch())
await clamd.started()
const town = await Town.made()
town.set(`virus_scan: {clamd: "${clamd.socket}", seconds: 20}\nuploads: {person_mb: 900, person_files: 200}\n`)
await town.served()
const token = await town.token()
const headers = { authorization: `Bearer ${token}` }
const tus_headers = { ...headers, 'tus-resumable': '1.0.0' }

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))
// A text of random letters: nothing in it can be taken for another kind of file.
const text = size => Buffer.from(randomBytes(Math.ceil(size / 2)).toString('hex').slice(0, size))

function uploading(bytes, name, more = {}) {
    const { url = town.url, ...options } = more
    let upload
    const done = new Promise((resolve, reject) => {
        upload = new tus.Upload(bytes, { endpoint: `${url}/fitxers`, headers, metadata: { filename: name, filetype: 'text/plain' }, retryDelays: [100, 300, 1000, 2000, 4000], onSuccess: () => resolve(upload), onError: reject, ...options })
    })
    upload.start()
    return { upload, done }
}
const told = async where => (await fetch(new URL(where, town.url), { headers: { ...headers, accept: 'application/json' } })).json()
const path_of = upload => new URL(upload.url).pathname
const offset_of = async where => (await fetch(town.url + where, { method: 'HEAD', headers: tus_headers })).headers.get('upload-offset')
async function begun(size, name = 'a.txt') {
    const answer = await fetch(`${town.url}/fitxers`, { method: 'POST', headers: { ...tus_headers, 'upload-length': String(size), 'upload-metadata': 'filename ' + Buffer.from(name).toString('base64') } })
    assert.equal(answer.status, 201)
    return answer.headers.get('location')
}
const patched = (where, offset, body, more = {}) =>
    fetch(town.url + where, { method: 'PATCH', headers: { ...tus_headers, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...more }, body })
const content = async where => Buffer.from(await (await fetch(`${town.url}${where}/contingut`, { headers })).arrayBuffer())
const memory = () => Number(readFileSync(`/proc/${town.child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024
const peak = () => Number(readFileSync(`/proc/${town.child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024

await check('a file sent whole by tus-js-client is there, scanned, with its hash', async () => {
    const bytes = text(3 * MIB + 17)
    const { done } = uploading(bytes, 'carta.txt')
    const where = path_of(await done)
    const kept = await told(where)
    assert.deepEqual([kept.state, kept.bytes, kept.sha256, kept.name, kept.type], ['clean', bytes.length, sha256(bytes), 'carta.txt', 'text/plain'])
    assert.deepEqual(await content(where), bytes)
})

await check('in chunks, as a page sends it, too', async () => {
    const bytes = text(2 * MIB + 1)
    const { done } = uploading(bytes, 'trossos.txt', { chunkSize: 300_000 })
    assert.equal((await told(path_of(await done))).sha256, sha256(bytes))
})

await check('a line that breaks half-way loses nothing and the client goes on', async () => {
    const line = await breaking_line(town.port, 4 * MIB)
    const bytes = text(8 * MIB)
    const { done } = uploading(bytes, 'tallat.txt', { url: `http://127.0.0.1:${line.port}`, headers: { ...headers, host: `localhost:${town.port}` } })
    const where = path_of(await done)
    assert.ok(line.broke(), 'the line did break')
    assert.equal((await told(where)).sha256, sha256(bytes))
    line.closed()
})

await check('a server killed half-way keeps what it had said it had, and the upload goes on', async () => {
    const bytes = text(24 * MIB)
    let confirmed = 0
    const { upload, done } = uploading(bytes, 'mort.txt', {
        chunkSize: 2 * MIB,
        retryDelays: [200, 500, 1000, 1000, 1000, 2000, 2000, 4000],
        onChunkComplete: (_, sum) => {
            confirmed = sum
            if (sum === 8 * MIB) town.child.kill('SIGKILL')
        }
    })
    while (town.child.exitCode === null && town.child.signalCode === null) await sleep(20)
    await town.ended
    await town.served(town.port)
    assert.ok(Number(await offset_of(path_of(upload))) >= 8 * MIB, 'what was answered is durable')
    const where = path_of(await done)
    assert.equal((await told(where)).sha256, sha256(bytes))
    assert.ok(confirmed > 8 * MIB)
})

await check('killed in the middle of a request it keeps the pieces that were durable, and no byte twice', async () => {
    const bytes = text(16 * MIB)
    const where = await begun(bytes.length)
    const sent = patched(where, 0, bytes).catch(() => null)
    for (let i = 0; i < 500 && Number(await offset_of(where)) < 3 * MIB; ++i) await sleep(5)
    town.child.kill('SIGKILL')
    await town.ended
    await sent
    await town.served(town.port)
    const offset = Number(await offset_of(where))
    assert.ok(offset > 0 && offset <= bytes.length)
    if (offset < bytes.length) assert.equal((await patched(where, offset, bytes.subarray(offset))).status, 204)
    assert.equal((await told(where)).sha256, sha256(bytes))
    assert.deepEqual(await content(where), bytes)
})

await check('a terminated upload is gone', async () => {
    const { upload, done } = uploading(text(MIB), 'fora.txt')
    await done
    await upload.abort(true)
    assert.equal((await fetch(upload.url, { method: 'HEAD', headers: tus_headers })).status, 410)
})

await check('of two connections on one upload one wins and the other hears 409', async () => {
    const bytes = text(6 * MIB)
    const where = await begun(bytes.length)
    const both = await Promise.all([patched(where, 0, bytes), patched(where, 0, bytes)].map(sent => sent.then(answer => answer.status, () => 'cut')))
    // Both may lose to each other half-way: then the upload stands somewhere and goes on from there.
    assert.ok(both.filter(status => status === 204).length <= 1, String(both))
    assert.ok(both.some(status => status === 409), String(both))
    const offset = Number(await offset_of(where))
    if (offset < bytes.length) assert.equal((await patched(where, offset, bytes.subarray(offset))).status, 204)
    assert.equal((await told(where)).sha256, sha256(bytes))
})

await check('a wrong offset is 409 and a wrong checksum 460, and neither counts', async () => {
    const bytes = text(5 * MIB)
    const where = await begun(bytes.length)
    assert.equal((await patched(where, 7, bytes)).status, 409)
    const wrong = createHash('sha1').update('another').digest('base64')
    assert.equal((await patched(where, 0, bytes, { 'upload-checksum': `sha1 ${wrong}` })).status, 460)
    assert.equal(await offset_of(where), '0')
    for (const algorithm of ['sha1', 'sha256']) {
        const half = algorithm === 'sha1' ? bytes.subarray(0, 3 * MIB) : bytes.subarray(3 * MIB)
        const sum = createHash(algorithm).update(half).digest('base64')
        assert.equal((await patched(where, algorithm === 'sha1' ? 0 : 3 * MIB, half, { 'upload-checksum': `${algorithm} ${sum}` })).status, 204)
    }
    assert.equal((await told(where)).sha256, sha256(bytes))
})

await check('an infected file is refused by name and is not in the store', async () => {
    const bytes = Buffer.concat([text(2 * MIB), Buffer.from(EICAR)])
    const where = await begun(bytes.length, 'virus.txt')
    const answer = await patched(where, 0, bytes)
    assert.equal(answer.status, 422)
    const why = await answer.json()
    assert.equal(why.text, 'uploads.infected')
    assert.match(why.detail, /virus\.txt/)
    assert.equal((await told(where)).state, 'infected')
})

await check('a file larger than the scanner takes, and one that comes while it is down, wait in quarantine and are scanned later', async () => {
    await clamd.stopped()
    const down = path_of(await uploading(text(1000), 'avall.txt').done)
    assert.equal((await told(down)).state, 'quarantined')
    assert.equal((await fetch(`${town.url}${down}/contingut`, { headers })).status, 409, 'served to nobody')
    assert.match(await town.checks('virus_scan'), /no clamd/)
    await clamd.started('1M')
    const large = path_of(await uploading(text(2 * MIB), 'gran.txt').done)
    assert.equal((await told(large)).state, 'quarantined')
    await clamd.stopped()
    await clamd.started()
    // The round comes every minute, and asks nothing twice within one.
    let states
    for (let i = 0; i < 150; ++i) {
        states = [(await told(down)).state, (await told(large)).state]
        if (states.every(state => state === 'clean')) break
        await sleep(1000)
    }
    assert.deepEqual(states, ['clean', 'clean'])
    assert.match(await town.checks('virus_scan'), /ClamAV/)
})

await check('a hundred megabytes take the memory of a few pieces', async () => {
    const bytes = text(100_000_000)
    await uploading(text(MIB), 'escalfa.txt').done
    const before = memory()
    const from = Date.now()
    const where = await begun(bytes.length, 'gran.txt')
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, memory())), 20)
    assert.equal((await patched(where, 0, bytes)).status, 204)
    clearInterval(watch)
    const seconds = (Date.now() - from) / 1000
    console.log(`100 MB in ${seconds.toFixed(1)} s with its scan; server ${before.toFixed(0)} MiB before, ${most.toFixed(0)} MiB at most (peak ever ${peak().toFixed(0)})`)
    assert.equal((await told(where)).sha256, sha256(bytes))
    assert.ok(most - before < 40, `${most - before} MiB more`)
    assert.equal((await fetch(town.url + where, { method: 'DELETE', headers: tus_headers })).status, 204)
})

await check('eight clients at once: files of a mebibyte, each durable before its answer', async () => {
    const bytes = text(MIB)
    const before = memory()
    const from = Date.now()
    const each = 15
    await Promise.all(Array.from({ length: 8 }, async () => {
        for (let i = 0; i < each; ++i) assert.equal((await patched(await begun(MIB), 0, bytes)).status, 204)
    }))
    const seconds = (Date.now() - from) / 1000
    console.log(`${((8 * each) / seconds).toFixed(1)} files of 1 MiB a second, scanned, 8 clients; server ${before.toFixed(0)} → ${memory().toFixed(0)} MiB`)
})

await town.stopped()
await clamd.stopped()
