// SPDX-License-Identifier: EUPL-1.2
// B5: pages that are the same for all, beside nginx serving the very same bytes as a static file, in turn.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, Office, spread, wrk } from './office.mjs'

const pages = { 'home, ca': ['/', 'ca'], 'home, es': ['/', 'es'], 'procedure sheet, ca': ['/tramits/volant-empadronament', 'ca'] }

export default async function bench(rounds = 3) {
    const office = new Office({ residents: 2000 })
    await office.serve()
    const folder = mkdtempSync(join(tmpdir(), 'finestreta-nginx-'))
    mkdirSync(join(folder, 'www'))
    const config = join(folder, 'nginx.conf')
    writeFileSync(config, `daemon off; worker_processes 2; pid ${folder}/pid; error_log /dev/null; events { worker_connections 512; }
        http { access_log off; keepalive_requests 1000000; server { listen 127.0.0.1:8972; root ${folder}/www; default_type text/html; } }`)
    const rows = []
    const peer = spawn('nginx', ['-p', folder, '-c', config], { stdio: 'ignore' })
    await new Promise(done => setTimeout(done, 300))
    for (const [name, [path, language]] of Object.entries(pages)) {
        const headers = [`Accept-Language: ${language}`, 'Accept: text/html']
        const body = await (await fetch(office.url + path, { headers: { 'Accept-Language': language, Accept: 'text/html', 'Accept-Encoding': 'identity' } })).text()
        writeFileSync(join(folder, 'www/page.html'), body)
        const seen = { ours: [], p99: [], nginx: [] }
        for (let i = 0; i < rounds; i++) {
            const mine = wrk(office.url + path, { seconds: 3, clients: 32, headers })
            seen.ours.push(mine.rate), seen.p99.push(mine.p99)
            seen.nginx.push(wrk('http://127.0.0.1:8972/page.html', { seconds: 3, clients: 32, headers }).rate)
        }
        rows.push({ page: name, bytes: body.length, 'ours /s': Math.round(median(seen.ours)), 'nginx /s': Math.round(median(seen.nginx)),
            ratio: +median(seen.ours.map((each, i) => each / seen.nginx[i])).toPrecision(3), spread: spread(seen.ours.map((each, i) => each / seen.nginx[i])),
            'p99 ms': +median(seen.p99).toPrecision(3) })
    }
    peer.kill()
    await office.stop()
    office.remove()
    rmSync(folder, { recursive: true })
    return rows
}
