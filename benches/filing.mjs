// SPDX-License-Identifier: EUPL-1.2
// B1: generic applications filed by JSON: durable, numbered, in the log; the receipts are sealed meanwhile and after. In
// turn with others that take an application and number it. Then that no number is missing, and that a receipt verifies.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { median, Office, program, run, spread, wrk } from './office.mjs'
import { peers } from './peers/filing.mjs'

const application = { subject: 'Fanals del carrer Major', request: 'Que arregleu els fanals.', facts: 'Fa dies que no hi ha llum. '.repeat(10) }
const body = JSON.stringify(application)
const pause = ms => new Promise(done => setTimeout(done, ms))

async function answered(office, token, path) {
    const answer = await fetch(office.url + path, { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer
}

// Receipts sealed in ten seconds in which nobody asks for anything.
async function sealed(office, staff) {
    const waiting = async () => (await (await answered(office, staff, '/oficina/feines?estat=waiting')).json()).waiting
    const before = await waiting()
    await pause(10_000)
    return (before - await waiting()) / 10
}

const row = (what, list, unit) => ({ what, median: +median(list).toPrecision(3), spread: spread(list), unit })

export default async function filing(rounds = 3) {
    const office = new Office({ residents: 2000 })
    await office.serve()
    const tokens = office.tokens()
    const staff = run(program, 'token', '--town', office.folder, '--staff', 'marta').trim().split('\n').at(-1)
    const target = `${office.url}/tramits/instancia-generica`
    const ask = (clients, seconds) => wrk(target, { clients, seconds, script: 'benches/post.lua', env: { TOKENS: tokens, BODY: body } })
    const seen = { rate: [], p50: [], p99: [], cpu: [] }
    const others = (await peers()).map(peer => ({ peer, rate: [], p99: [] }))
    const ask_other = ({ peer }, seconds) => wrk(peer.url, { clients: 8, seconds, script: 'benches/post.lua', env: { BODY: peer.body(application) }, headers: Object.entries(peer.headers).map(([name, value]) => `${name}: ${value}`) })
    ask(8, 2)
    for (const each of others) ask_other(each, 2)
    for (let round = 0; round < rounds; round++) {
        const before = office.cpu()
        const { rate, p50, p99, bad, requests } = ask(8, 5)
        if (bad) throw new Error(`${bad} applications were refused`)
        seen.rate.push(rate), seen.p50.push(p50), seen.p99.push(p99)
        seen.cpu.push((office.cpu() - before) * 1e3 / requests)
        process.kill(office.server.pid, 'SIGSTOP') // what it still has to seal is not done in the others' time
        for (const other of others) {
            const { rate, p99, bad } = ask_other(other, 5)
            if (bad) throw new Error(`${other.peer.name}: ${bad} refused`)
            other.rate.push(rate), other.p99.push(p99)
        }
        process.kill(office.server.pid, 'SIGCONT')
    }
    const theirs = others.flatMap(({ peer, rate, p99 }) => [
        row(`${peer.name}: a second`, rate, '/s'), row(`${peer.name}: p99`, p99, 'ms'), row(`${peer.name}: resident, without its database`, [peer.resident()], 'MiB'),
        row(`ours / ${peer.name}`, seen.rate.map((each, i) => each / rate[i]), '×')
    ])
    for (const { peer } of others) peer.stop()
    const alone = ask(1, 3)
    const resident = office.resident()
    const { size } = await (await answered(office, '', '/registre/log/head')).json()
    const receipts = await sealed(office, staff)
    const last = await (await fetch(target, { method: 'POST', body, headers: { Authorization: `Bearer ${readFileSync(tokens, 'utf8').split('\n')[0]}`, 'Content-Type': 'application/json' } })).json()
    if (Number(last.entry.number.split('-')[2]) !== size + 1) throw new Error(`${last.entry.number} after ${size} entries: a number is missing`)
    const file = join(office.folder, 'receipt.pdf')
    run('curl', '-sf', '-H', `Authorization: Bearer ${readFileSync(tokens, 'utf8').split('\n')[0]}`, '-o', file, office.url + last.receipt.pdf)
    run(program, 'verify', file, '--town', office.folder)
    office.server.kill('SIGKILL') // the receipts that still wait are no part of this
    office.remove()
    return [
        row('applications a second, 8 clients', seen.rate, '/s'),
        row('p50, 8 clients', seen.p50, 'ms'),
        row('p99, 8 clients', seen.p99, 'ms'),
        row('server CPU, receipts being sealed beside', seen.cpu, 'ms each'),
        row('p50, 1 client', [alone.p50], 'ms'),
        row('resident memory', [resident], 'MiB'),
        row('entries, no number missing', [size + 1], ''),
        row('receipts sealed a second, nobody asking', [receipts], '/s'),
        ...theirs
    ]
}
