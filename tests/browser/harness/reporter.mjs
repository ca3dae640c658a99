// SPDX-License-Identifier: EUPL-1.2
// One line a test, the scorecards as a table, and at the very end `N passed, N failed`.
import { relative } from 'node:path'

export default class Reporter {
    begun = Date.now()
    counts = { passed: 0, failed: 0, skipped: 0 }
    cards = []
    broken = 0

    onTestEnd(test, result) {
        const kind = result.status === 'skipped' ? 'skipped' : test.ok() ? 'passed' : 'failed'
        ++this.counts[kind]
        const where = relative(import.meta.dirname + '/..', test.location.file)
        console.log(`${kind.padEnd(7)} ${(result.duration / 1000).toFixed(1).padStart(5)} s  ${where}: ${test.titlePath().slice(3).join(' › ')}`)
        if (kind === 'failed') for (const error of result.errors) console.log(error.message ?? error.value)
        for (const line of result.stdout) process.stdout.write(String(line))
        for (const each of result.attachments)
            if (each.name === 'scorecard') this.cards.push(JSON.parse(String(each.body)))
    }

    // Outside any test: a spec that does not load, a town that does not stop.
    onError(error) {
        ++this.broken
        console.log(error.message ?? error.value)
    }

    onEnd() {
        if (this.cards.length) this.print_cards()
        const { passed, failed, skipped } = this.counts
        const seconds = ((Date.now() - this.begun) / 1000).toFixed(0)
        console.log(`\n${passed} passed, ${failed + this.broken} failed${skipped ? `, ${skipped} skipped` : ''} in ${seconds} s`)
    }

    print_cards() {
        const columns = ['pages', 'loads', 'clicks', 'typed', 'keys', 'seconds', 'first_bytes', 'later_bytes', 'bytes', 'pdf_bytes', 'pdf_seconds']
        const line = cells => console.log(cells.map((cell, i) => (i ? String(cell).padStart(15) : cell.padEnd(26))).join(''))
        console.log('\nScorecards (limit in brackets where there is one)')
        line(['journey', ...columns])
        for (const { journey, mode, total, limits } of this.cards.sort((a, b) => (a.journey + a.mode < b.journey + b.mode ? -1 : 1)))
            line([`${journey}, ${mode}`, ...columns.map(name => cell(total[name], limits[name]))])
    }
}

function cell(value, limit) {
    if (value === undefined) return '-'
    const shown = Number.isInteger(value) ? value : value.toFixed(1)
    return limit === undefined ? shown : `${shown} (${limit})`
}
