// SPDX-License-Identifier: EUPL-1.2
// ./bench: runs the workloads named, prints their tables, writes benches/out/<workload>.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { conditions } from './office.mjs'

const known = ['certificate', 'filing', 'attached', 'growth', 'two', 'entry', 'pages', 'start', 'year', 'live', 'idle']
const wanted = process.argv.slice(2)
const wrong = wanted.filter(each => !known.includes(each))
if (wrong.length) {
    console.error(`usage: ./bench [${known.join('|')}…]`)
    process.exit(2)
}
mkdirSync('benches/out', { recursive: true })
for (const workload of wanted.length ? wanted : ['certificate', 'pages', 'start']) {
    const before = conditions()
    const rows = await (await import(`./${workload}.mjs`)).default()
    console.log(`\n${workload}: ${before.commit}, load ${before.load}, ${before.machine}, ${before.openssl}; SQLite, synchronous full`)
    console.table(rows)
    writeFileSync(`benches/out/${workload}.json`, JSON.stringify({ conditions: before, rows }, null, 2))
}
