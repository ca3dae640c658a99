// SPDX-License-Identifier: EUPL-1.2
// B13: two processes serving one town on PostgreSQL, load on both, one killed under it; beside one process on SQLite in
// turn. Then: every number that was answered is there, once, and none is missing.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { answering, median, Office, program, run, spread } from './office.mjs'

const body = JSON.stringify({ subject: 'Fanals del carrer Major', request: 'Que arregleu els fanals.', facts: 'Fa dies que no hi ha llum. '.repeat(10) })

// Applications by sixteen clients in turn over the given servers, until the time is over; a server that is gone is left.
async function file(urls, tokens, seconds, numbers) {
    const until = Date.now() + seconds * 1000
    let next = 0, filed = 0, refused = 0
    await Promise.all(Array.from({ length: 16 }, async (_, client) => {
        while (Date.now() < until) {
            const url = urls[client % urls.length]
            try {
                const answer = await fetch(`${url}/tramits/instancia-generica`, { method: 'POST', body, headers: { Authorization: `Bearer ${tokens[next++ % tokens.length]}`, 'Content-Type': 'application/json', Accept: 'application/json' } })
                const made = await answer.json()
                if (answer.status !== 201) { refused++; continue }
                numbers.push(made.entry.number)
                filed++
            } catch {
                urls = urls.filter(each => each !== url)
                if (!urls.length) return
            }
        }
    }))
    return { rate: filed / seconds, refused }
}

export default async function two(rounds = 3) {
    const postgres = process.env.FINESTRETA_TEST_POSTGRES
    const alone = new Office({ residents: 500, port: 8971 })
    await alone.serve()
    const alone_tokens = readFileSync(alone.tokens(), 'utf8').trim().split('\n')
    const both = new Office({ residents: 500, port: 8972, schema: 'bench_two' })
    await both.serve()
    const tokens = readFileSync(both.tokens(), 'utf8').trim().split('\n')
    const second = spawn(program, ['serve', '--town', both.folder, '--port', '8973'], { stdio: 'ignore' })
    process.once('exit', () => second.kill('SIGKILL'))
    const urls = [both.url, 'http://127.0.0.1:8973']
    await answering(`${urls[1]}/healthz`)
    const seen = { one: [], two: [] }, numbers = []
    for (let round = 0; round < rounds; round++) {
        seen.one.push((await file([alone.url], alone_tokens, 5, [])).rate)
        process.kill(alone.server.pid, 'SIGSTOP')
        const on_both = await file(urls, tokens, 5, numbers)
        if (on_both.refused) throw new Error(`${on_both.refused} refused`)
        seen.two.push(on_both.rate)
        process.kill(alone.server.pid, 'SIGCONT')
    }
    setTimeout(() => second.kill('SIGKILL'), 2000)
    const after = await file(urls, tokens, 6, numbers)
    const count = async () => (await (await fetch(`${both.url}/registre/log/head`)).json()).size
    let size = 0
    for (let i = 0; i < 20 && size !== await count(); i++) { size = await count(); await new Promise(done => setTimeout(done, 200)) }
    const of = new Set(numbers.map(each => Number(each.split('-')[2])))
    if (of.size !== numbers.length) throw new Error('a number was given twice')
    const there = Number(run('psql', '-Atd', postgres, '-c', 'select count(*) from bench_two.registry_entry'))
    const highest = Number(run('psql', '-Atd', postgres, '-c', 'select max(number) from bench_two.registry_entry'))
    if (there !== highest) throw new Error(`${there} entries up to number ${highest}: a gap`)
    if (Math.max(...of) > highest) throw new Error('one that was answered is lost')
    await alone.stop()
    alone.remove()
    await both.stop()
    both.remove()
    const row = (what, list, unit) => ({ what, median: +median(list).toPrecision(3), spread: spread(list), unit })
    return [
        row('one process on SQLite', seen.one, '/s'), row('two processes on PostgreSQL', seen.two, '/s'),
        row('two on PostgreSQL / one on SQLite', seen.two.map((each, i) => each / seen.one[i]), '×'),
        row('while one of the two was killed', [after.rate], '/s'), row('answered', [numbers.length], ''), row('entries, no gap', [there], ''), row('refused while it was killed', [after.refused], '')
    ]
}
