// SPDX-License-Identifier: EUPL-1.2
// A sample town for a benchmark: made, served, measured and taken away again.
import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'

export const program = process.env.FINESTRETA_BIN ?? 'build/release/finestreta'

export function run(command, ...args) {
    return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] })
}

export async function answering(url, within = 10_000) {
    for (const until = Date.now() + within; Date.now() < until;) {
        try {
            await (await fetch(url)).arrayBuffer()
            return
        } catch {
            await new Promise(done => setTimeout(done, 5))
        }
    }
    throw new Error(`${url} does not answer`)
}

export class Office {
    constructor({ residents = 4000, rsa = false, port = 8971, schema = '', folder = '' } = {}) {
        this.kept = folder // a town made before, which stays
        this.folder = folder || mkdtempSync(join(tmpdir(), 'finestreta-bench-'))
        this.port = port
        this.url = `http://127.0.0.1:${port}`
        if (!folder) run(program, 'town', '--town', this.folder, '--residents', String(residents), '--port', String(port), ...(rsa ? ['--rsa'] : []))
        if (!schema) return
        // On the PostgreSQL that tools/postgres_for_tests.sh runs: the town's file first says where, then its register is read again.
        const server = process.env.FINESTRETA_TEST_POSTGRES
        if (!server) throw new Error('no FINESTRETA_TEST_POSTGRES')
        appendFileSync(join(this.folder, 'town.yaml'), `\ndatabase:\n  postgres: "${server}"\n  schema: ${schema}\n`)
        run(program, 'padro', 'import', '--town', this.folder, join(this.folder, 'sample/padro.csv'))
    }

    async serve() {
        const begun = process.hrtime.bigint()
        this.server = spawn(program, ['serve', '--town', this.folder, '--port', String(this.port)], { stdio: 'ignore' })
        process.once('exit', () => this.server.kill('SIGKILL')) // a bench that breaks leaves no server behind
        await answering(`${this.url}/healthz`)
        return Number(process.hrtime.bigint() - begun) / 1e6
    }

    // A file of bearer tokens of residents, one a line.
    tokens(most = Infinity) {
        const people = readFileSync(join(this.folder, 'sample/people.txt'), 'utf8').trim().split('\n').slice(0, most)
        const list = join(this.folder, 'some-people.txt')
        const file = join(this.folder, 'tokens.txt')
        run('sh', '-c', `cat > '${list}' <<'END'\n${people.join('\n')}\nEND`)
        run('sh', '-c', `'${program}' token --town '${this.folder}' --batch '${list}' --minutes 600 > '${file}'`)
        return file
    }

    // CPU seconds, user and system, that the server has used.
    cpu() {
        const fields = readFileSync(`/proc/${this.server.pid}/stat`, 'utf8').split(') ')[1].split(' ')
        return (Number(fields[11]) + Number(fields[12])) / 100
    }

    resident() {
        return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.server.pid}/status`, 'utf8'))[1]) / 1024
    }

    async stop() {
        const gone = new Promise(done => this.server.once('exit', done))
        this.server.kill('SIGTERM')
        await gone
    }

    remove() {
        if (!this.kept) rmSync(this.folder, { recursive: true, force: true })
    }
}

// wrk's figures: requests, seconds, p50 and p99 in milliseconds, answers that were not 2xx.
export function wrk(url, { seconds = 5, clients = 8, threads = 1, script, env = {}, headers = [] } = {}) {
    const args = [`-t${threads}`, `-c${clients}`, `-d${seconds}s`, '--latency', ...(script ? ['-s', script] : []),
        ...headers.flatMap(header => ['-H', header]), url]
    const out = execFileSync('wrk', args, { encoding: 'utf8', env: { ...process.env, ...env } })
    const [, requests, time] = /(\d+) requests in ([\d.]+)s/.exec(out)
    const ms = label => {
        const [, value, unit] = new RegExp(`${label}%\\s+([\\d.]+)(us|ms|s)`).exec(out)
        return Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit]
    }
    return { requests: Number(requests), seconds: Number(time), rate: Number(requests) / Number(time), p50: ms(50), p99: ms(99),
        bad: Number(/Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? 0) }
}

export const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
export const spread = list => `${Math.min(...list).toPrecision(3)}–${Math.max(...list).toPrecision(3)}`

export function conditions() {
    const version = command => { try { return run('sh', '-c', command).trim().split('\n')[0] } catch { return 'none' } }
    return {
        commit: version('git describe --always --dirty'),
        load: loadavg().map(each => each.toFixed(2)).join(' '),
        machine: `${cpus().length} × ${cpus()[0].model}`,
        openssl: version('openssl version'),
        date: new Date().toISOString()
    }
}
