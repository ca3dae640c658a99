// SPDX-License-Identifier: EUPL-1.2
// B9, a year of Mataró: 78 453 residents, each of whom enters, asks for a certificate and downloads it (three requests),
// and 38 763 who enter, hand in a file of 100 kB, file an application with it and download the receipt (seven requests).
// Then every code is asked for, and one document in a thousand goes to pdfsig.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Office, run } from './office.mjs'

const certificates = Number(process.env.CERTIFICATES ?? 78_453), applications = Number(process.env.APPLICATIONS ?? 38_763)
const file = Buffer.alloc(100_000, 'Fa dies que no hi ha llum al carrer.\n')
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

const json = { 'Content-Type': 'application/json' }

class Citizen {
    constructor(port, document) { Object.assign(this, { port, document }) }
    headers = { Accept: 'application/json' }

    async enters() {
        const { headers } = await ask(this.port, 'POST', '/entra/demo', { ...this.headers, ...json }, JSON.stringify({ document: this.document, level: 'substantial' }))
        const host = `127.0.0.1:${this.port}`
        this.headers = { ...this.headers, Cookie: /sessio=[^;]+/.exec(String(headers['set-cookie']))?.[0], Origin: `http://${host}`, Host: host }
    }
    async asked(method, path, body, wanted, more = {}) {
        const plain = body && !Buffer.isBuffer(body)
        const answer = await ask(this.port, method, path, { ...this.headers, ...(plain ? json : {}), ...more }, plain ? JSON.stringify(body) : body)
        if (answer.status !== wanted) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.toString().slice(0, 200)}`)
        return answer
    }
    async certificate(kind) {
        await this.enters()
        const { document } = JSON.parse((await this.asked('POST', '/tramits/volant-empadronament', { kind, purpose: 'other', language: 'ca' }, 201)).body)
        return { pdf: (await this.asked('GET', document.pdf, undefined, 200)).body, verify: document.verify }
    }
    async application() {
        await this.enters()
        const tus = { 'Tus-Resumable': '1.0.0' }
        const { headers } = await this.asked('POST', '/fitxers', undefined, 201, { ...tus, 'Upload-Length': file.length, 'Upload-Metadata': `filename ${btoa('adjunt.txt')}` })
        const place = new URL(headers.location, 'http://localhost').pathname
        await this.asked('PATCH', place, file, 204, { ...tus, 'Upload-Offset': 0, 'Content-Type': 'application/offset+octet-stream' })
        const { id } = JSON.parse((await this.asked('POST', '/tramits/instancia-generica/esborranys',
            { answers: { subject: 'Fanals', request: 'Que arregleu els fanals.', facts: 'Fa dies que no hi ha llum.', attachments: [place.split('/').at(-1)] } }, 201)).body)
        const { seen } = JSON.parse((await this.asked('GET', `/esborranys/${id}/presenta`, undefined, 200)).body)
        const { receipt } = JSON.parse((await this.asked('POST', `/esborranys/${id}/presenta`, { vist: seen, signo: true }, 201)).body)
        return { pdf: (await this.asked('GET', receipt.pdf, undefined, 200)).body, verify: `/verifica/${receipt.code}` }
    }
}

export default async function year() {
    const office = new Office({ residents: 124_000 })
    const config = join(office.folder, 'town.yaml')
    writeFileSync(config, readFileSync(config, 'utf8').replace(/times: \d+/g, 'times: 0'))
    await office.serve()
    const people = readFileSync(join(office.folder, 'sample/people.txt'), 'utf8').trim().split('\n')
    const kinds = ['individual', 'household', 'historical']
    const folder = mkdtempSync(join(tmpdir(), 'finestreta-year-'))
    const halves = []
    const half = async (what, wanted, one) => {
        const seen = { what, codes: [], lost: 0, bytes: 0 }
        const begun = Date.now(), cpu = office.cpu()
        await inParallel(wanted, 16, async i => {
            try {
                const { pdf, verify } = await one(new Citizen(office.port, people[i % people.length]), i)
                seen.bytes += pdf.length
                seen.codes.push(verify)
                if (i % 1000 === 0) writeFileSync(join(folder, `${what}-${i}.pdf`), pdf)
            } catch (error) {
                if (!seen.lost++) console.error(error.message)
            }
        })
        seen.seconds = (Date.now() - begun) / 1000
        seen.cpu = office.cpu() - cpu
        halves.push(seen)
    }
    await half('certificates', certificates, (citizen, i) => citizen.certificate(kinds[i % 3]))
    await half('applications', applications, citizen => citizen.application())
    const signed = what => run('sh', '-c', `cd '${folder}' && for f in ${what}-*.pdf; do pdfsig "$f" | grep -c 'Signature is Valid'; done | grep -c 1`).trim()
    const sampled = what => run('sh', '-c', `ls '${folder}' | grep -c '^${what}'`).trim()
    const rows = []
    for (const { what, codes, lost, bytes, seconds, cpu } of halves) {
        let valid = 0
        await inParallel(codes.length, 16, async i => {
            const answer = await ask(office.port, 'GET', codes[i], { Accept: 'application/json' })
            if (answer.status === 200 && JSON.parse(answer.body).state !== 'revoked') valid++
        })
        rows.push({ what, done: codes.length, lost, seconds: Math.round(seconds), 'a second': Math.round(codes.length / seconds), 'server CPU s': Math.round(cpu),
            'found by code': valid, 'pdfsig valid': `${signed(what)} of ${sampled(what)}`, 'GB downloaded': +(bytes / 1e9).toPrecision(3) })
    }
    rows.push({ what: 'MB on disk', done: Number(run('du', '-sm', office.folder).split('\t')[0]) })
    await office.stop()
    office.remove()
    rmSync(folder, { recursive: true })
    return rows
}
