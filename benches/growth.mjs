// SPDX-License-Identifier: EUPL-1.2
// B11 for filing: the same work with ten thousand entries in the register and with five million (ENTRIES), in turn:
// filing, an entry by its number, a proof of the public log, the staff's search by document and by words.
import { Office, run, wrk, program, median } from './office.mjs'

const most = Number(process.env.ENTRIES ?? 5_000_000)
const body = JSON.stringify({ subject: 'Fanals del carrer Major', request: 'Que arregleu els fanals.', facts: 'Fa dies que no hi ha llum. '.repeat(10) })
const post = (TOKENS, BODY) => ({ script: 'benches/post.lua', env: { TOKENS, BODY } })

// FILLED names the folder of a large town that was filled before, which takes a quarter of an hour.
async function grown(entries, port, folder) {
    const office = new Office({ residents: 1000, port, folder })
    const seconds = folder ? 0 : JSON.parse(run('build/release/bench_fill', office.folder, String(entries))).seconds
    await office.serve()
    const tokens = office.tokens()
    const secretary = run(program, 'token', '--town', office.folder, '--staff', 'secretaria', '--minutes', '600').trim().split('\n').at(-1)
    // A number in the middle of the book, as the public log and the staff know it.
    const year = new Date().getFullYear()
    return { office, entries, tokens, secretary, seconds, number: `${year}-E-${String(Math.floor(entries / 2)).padStart(6, '0')}`, seen: {} }
}

const works = {
    'filing, 8 clients': town => wrk(`${town.office.url}/tramits/instancia-generica`, { seconds: 5, ...post(town.tokens, body) }),
    'proof of an entry, 8 clients': town => wrk(`${town.office.url}/registre/log/proof?number=${town.number}`, { seconds: 3, headers: ['Accept: application/json'] }),
    'an entry by its number, 4 clients': town => search(town, { numero: town.number }),
    'search by document, 4 clients': town => search(town, { document: '10000000T' }),
    'search by words, 4 clients': town => search(town, { assumpte: 'fanals soler' }),
    'search by words that are rare, 4 clients': town => search(town, { assumpte: 'nova escola bressol' })
}

async function search({ office, secretary }, sought) {
    const waits = [], until = Date.now() + 3000, headers = { Authorization: `Bearer ${secretary}`, 'Content-Type': 'application/json', Accept: 'application/json' }
    await Promise.all(Array.from({ length: 4 }, async () => {
        do {
            const begun = process.hrtime.bigint()
            const answer = await fetch(`${office.url}/oficina/registre/cerca`, { method: 'POST', headers, body: JSON.stringify(sought) })
            if (!answer.ok) throw new Error(`${JSON.stringify(sought)}: ${answer.status} ${(await answer.text()).slice(0, 200)}`)
            await answer.arrayBuffer()
            waits.push(Number(process.hrtime.bigint() - begun) / 1e6)
        } while (Date.now() < until)
    }))
    waits.sort((a, b) => a - b)
    return { p50: median(waits), p99: waits[Math.floor(waits.length * 0.99)], bad: 0 }
}

export default async function growth(rounds = 3) {
    const towns = [await grown(10_000, 8971), await grown(most, 8972, process.env.FILLED)]
    for (let round = 0; round <= rounds; round++)
        for (const town of towns)
            for (const [name, work] of Object.entries(works)) {
                const { p50, p99, bad } = await work(town)
                if (bad) throw new Error(`${name}: ${bad} refused`)
                if (!round) continue // to warm up
                town.seen[name] ??= { p50: [], p99: [] }
                town.seen[name].p50.push(p50), town.seen[name].p99.push(p99)
            }
    const [small, large] = towns
    const rows = Object.keys(works).map(name => {
        const of = (town, which) => +median(town.seen[name][which]).toPrecision(3)
        return { what: name, [`p50, ${small.entries}`]: of(small, 'p50'), [`p50, ${large.entries}`]: of(large, 'p50'), [`p99, ${small.entries}`]: of(small, 'p99'),
            [`p99, ${large.entries}`]: of(large, 'p99'), 'p99 ratio': +(median(large.seen[name].p99) / median(small.seen[name].p99)).toPrecision(3) }
    })
    rows.push({ what: large.seconds ? `filled in ${large.seconds} s; MB on disk` : 'MB on disk', [`p50, ${large.entries}`]: Number(run('du', '-sm', large.office.folder).split('\t')[0]) },
        { what: 'resident, MiB', [`p50, ${small.entries}`]: Math.round(small.office.resident()), [`p50, ${large.entries}`]: Math.round(large.office.resident()) })
    for (const { office } of towns) {
        office.server.kill('SIGKILL')
        office.remove()
    }
    return rows
}
