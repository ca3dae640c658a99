// SPDX-License-Identifier: EUPL-1.2
// B10: from the command to the first answer, memory when idle, size on disk.
import { statSync } from 'node:fs'
import { median, Office, program, run, spread } from './office.mjs'

export default async function start(rounds = 5) {
    const office = new Office({ residents: 20_000 })
    const first = [], resident = []
    for (let i = 0; i < rounds; i++) {
        first.push(await office.serve())
        await new Promise(done => setTimeout(done, 1500))
        resident.push(office.resident())
        await office.stop()
    }
    office.remove()
    run('sh', '-c', `strip -o /tmp/finestreta-stripped '${program}'`)
    const size = statSync('/tmp/finestreta-stripped').size / 1e6
    run('rm', '-f', '/tmp/finestreta-stripped')
    return [
        { what: 'command to first answer', median: Math.round(median(first)), spread: spread(first), unit: 'ms', goal: 300 },
        { what: 'resident when idle', median: +median(resident).toPrecision(3), spread: spread(resident), unit: 'MiB', goal: 40 },
        { what: 'binary, stripped', median: +size.toPrecision(3), spread: '', unit: 'MB', goal: 60 }
    ]
}
