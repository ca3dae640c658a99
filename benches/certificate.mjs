// SPDX-License-Identifier: EUPL-1.2
// B4: a residence slip from request to sealed PDF, beside the bare signature, PDFBox and @signpdf, in turn.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { median, Office, run, spread, wrk } from './office.mjs'

const font = '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf'
const classes = '/usr/share/java/pdfbox2.jar:/usr/share/java/fontbox2.jar:/usr/share/java/commons-logging.jar:/usr/share/java/bcpkix.jar:/usr/share/java/bcprov.jar:/usr/share/java/bcutil.jar'

function p12(office, folder) {
    const file = join(folder, 'seal.p12')
    const keys = join(office.folder, 'keys')
    run('openssl', 'pkcs12', '-export', '-inkey', `${keys}/seal.key`, '-passin', `file:${keys}/passphrase`, '-in', `${keys}/seal.crt`,
        '-passout', 'pass:x', '-legacy', '-out', file)
    return file
}

// Both cores sign at once: two threads of one core slow each other, and the server's work is done under that same load.
function bare(kind) {
    const one = () => new Promise((done, fail) => {
        let out = ''
        const process = spawn('build/release/bench_certificate', [kind, '1.0', 'bare'])
        process.stdout.on('data', piece => { out += piece })
        process.once('exit', code => code ? fail(new Error('bench_certificate')) : done(JSON.parse(out.split('\n')[0]).microseconds))
    })
    return Promise.all([one(), one()]).then(([a, b]) => (a + b) / 2)
}

async function ours(office, tokens) {
    const before = office.cpu()
    const figures = wrk(`${office.url}/tramits/volant-empadronament`, { script: 'benches/post.lua', env: { TOKENS: tokens } })
    return { ...figures, microseconds: (office.cpu() - before) * 1e6 / figures.requests }
}

async function verified(office, tokens) {
    const token = run('head', '-1', tokens).trim()
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const made = await (await fetch(`${office.url}/tramits/volant-empadronament`, { method: 'POST', headers,
        body: '{"kind":"individual","purpose":"school","language":"ca"}' })).json()
    const file = join(office.folder, 'one.pdf')
    run('curl', '-sf', '-H', `Authorization: Bearer ${token}`, '-o', file, office.url + made.document.pdf)
    if (!run('pdfsig', file).includes('Signature is Valid')) throw new Error('pdfsig does not accept our document')
}

export default async function certificate(rounds = 3) {
    const folder = mkdtempSync(join(tmpdir(), 'finestreta-peers-'))
    run('javac', '-cp', classes, '-d', folder, 'benches/peers/PdfBox.java')
    const rows = []
    for (const kind of ['rsa', 'p256']) {
        const office = new Office({ rsa: kind === 'rsa' })
        await office.serve()
        const tokens = office.tokens()
        await verified(office, tokens)
        const store = p12(office, folder)
        const seen = { bare: [], whole: [], rate: [], p50: [], p99: [], pdfbox: [], signpdf: [] }
        await ours(office, tokens)
        for (let i = 0; i < rounds; i++) {
            seen.bare.push(await bare(kind))
            const { microseconds, rate, p50, p99, bad } = await ours(office, tokens)
            if (bad) throw new Error(`${bad} requests were refused`)
            seen.whole.push(microseconds), seen.rate.push(rate), seen.p50.push(p50), seen.p99.push(p99)
            const java = run('java', '-cp', `${folder}:${classes}`, 'PdfBox', store, 'x', font, '4', join(folder, 'java.pdf'))
            seen.pdfbox.push(JSON.parse(java).microseconds)
            if (kind === 'rsa') seen.signpdf.push(JSON.parse(run('node', 'benches/peers/signpdf.mjs', store, 'x', font, '4', join(folder, 'node.pdf'))).microseconds)
        }
        const alone = wrk(`${office.url}/tramits/volant-empadronament`, { clients: 1, script: 'benches/post.lua', env: { TOKENS: tokens } })
        await office.stop()
        office.remove()
        const row = (name, list, unit, factor = 1) => rows.push({ key: kind, what: name, median: +(median(list) / factor).toPrecision(3), spread: spread(list.map(x => x / factor)), unit })
        row('bare signature', seen.bare, 'ms CPU', 1000)
        row('whole request', seen.whole, 'ms CPU', 1000)
        row('whole request / bare signature', seen.whole.map((each, i) => each / seen.bare[i]), '×')
        row('requests a second, 8 clients', seen.rate, '/s')
        row('p50, 8 clients', seen.p50, 'ms')
        row('p99, 8 clients', seen.p99, 'ms')
        row('p50, 1 client', [alone.p50], 'ms')
        row('PDFBox 2, document only', seen.pdfbox, 'ms CPU', 1000)
        row('PDFBox / whole request', seen.pdfbox.map((each, i) => each / seen.whole[i]), '×')
        if (seen.signpdf.length) {
            row('pdf-lib + @signpdf, document only', seen.signpdf, 'ms CPU', 1000)
            row('@signpdf / whole request', seen.signpdf.map((each, i) => each / seen.whole[i]), '×')
        }
    }
    rmSync(folder, { recursive: true })
    return rows
}
