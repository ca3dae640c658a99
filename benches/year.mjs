// SPDX-License-Identifier: EUPL-1.2
// The certificate half of B9: a year of Mataró. 78 453 residents, each of whom enters, asks and downloads, over HTTP
// (three requests each); then every document is verified by its bytes, and one in a thousand by pdfsig.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Office, run } from './office.mjs'

const wanted = Number(process.env.CERTIFICATES ?? 78_453)
const agent = new http.Agent({ keepAlive: true, maxSockets: 16 })

function ask(port, method, path, headers = {}, body) {
    return new Promise((done, fail) => {
        const request = http.request({ host: '127.0.0.1', port, method, path, agent, headers: { ...headers, ...(body ? { 'Content-Length': Buffer.byteLength(body) } : {}) } }, answer => {
            const pieces = []
            answer.on('data', piece => pieces.push(piece))
            answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }))
        })
        request.on('error', fail)
        request.end(body)
    })
}

async function inParallel(count, clients, work) {
    let next = 0
    await Promise.all(Array.from({ length: clients }, async () => { while (next < count) await work(next++) }))
}

export default async function year() {
    const office = new Office({ residents: 124_000 })
    const config = join(office.folder, 'town.yaml')
    writeFileSync(config, readFileSync(config, 'utf8').replace(/times: \d+/g, 'times: 0'))
    await office.serve()
    const people = readFileSync(join(office.folder, 'sample/people.txt'), 'utf8').trim().split('\n')
    const kinds = ['individual', 'household', 'historical']
    const folder = mkdtempSync(join(tmpdir(), 'finestreta-year-'))
    const codes = []
    let lost = 0, bytes = 0
    const begun = Date.now(), cpu = office.cpu()
    await inParallel(wanted, 16, async i => {
        const json = { 'Content-Type': 'application/json', Accept: 'application/json' }
        const entered = await ask(office.port, 'POST', '/entra/demo', json, JSON.stringify({ document: people[i % people.length], level: 'substantial' }))
        const cookie = /sessio=[^;]+/.exec(String(entered.headers['set-cookie']))?.[0]
        const headers = { ...json, Cookie: cookie, Origin: `http://127.0.0.1:${office.port}`, Host: `127.0.0.1:${office.port}` }
        const made = await ask(office.port, 'POST', '/tramits/volant-empadronament', headers, JSON.stringify({ kind: kinds[i % 3], purpose: 'other', language: 'ca' }))
        if (made.status !== 201) return void lost++
        const { document } = JSON.parse(made.body)
        const pdf = await ask(office.port, 'GET', document.pdf, headers)
        if (pdf.status !== 200) return void lost++
        bytes += pdf.body.length
        codes.push(document.verify)
        if (i % 1000 === 0) writeFileSync(join(folder, `${i}.pdf`), pdf.body)
    })
    const seconds = (Date.now() - begun) / 1000, used = office.cpu() - cpu
    let valid = 0
    await inParallel(codes.length, 16, async i => {
        const answer = await ask(office.port, 'GET', codes[i], { Accept: 'application/json' })
        if (answer.status === 200 && JSON.parse(answer.body).state !== 'revoked') valid++
    })
    const signed = run('sh', '-c', `cd '${folder}' && for f in *.pdf; do pdfsig "$f" | grep -c 'Signature is Valid'; done | grep -c 1`).trim()
    const sampled = run('sh', '-c', `ls '${folder}' | wc -l`).trim()
    const disk = run('du', '-sm', office.folder).split('\t')[0]
    await office.stop()
    office.remove()
    rmSync(folder, { recursive: true })
    return [{ certificates: codes.length, lost, seconds: Math.round(seconds), 'a second': Math.round(codes.length / seconds), 'server CPU s': Math.round(used),
        'found by code': valid, 'pdfsig valid': `${signed} of ${sampled}`, 'GB downloaded': +(bytes / 1e9).toPrecision(3), 'MB on disk': Number(disk) }]
}
