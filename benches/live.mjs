// SPDX-License-Identifier: EUPL-1.2
// B8: listeners of one live topic, ten messages a second, from the act's submission to each listener's socket.
import { execFileSync } from 'node:child_process'
import { median, spread } from './office.mjs'

const goals = { 50: 3.4, 500: 20, 5000: 100 }

export default async function live(rounds = 3) {
    const rows = []
    for (const listeners of Object.keys(goals).map(Number)) {
        const runs = []
        for (let i = 0; i < rounds; i++)
            runs.push(JSON.parse(execFileSync('build/release/bench_live', [String(listeners), '10'], { encoding: 'utf8' })))
        const of = name => runs.map(run => run[name])
        rows.push({
            listeners,
            'p50 ms': +median(of('p50_ms')).toPrecision(3),
            'p99 ms': +median(of('p99_ms')).toPrecision(3),
            spread: spread(of('p99_ms')),
            goal: goals[listeners],
            lost: Math.max(...runs.map(run => run.sent * listeners - run.received)),
            'KiB each': +median(of('kib_each')).toPrecision(3)
        })
    }
    return rows
}
