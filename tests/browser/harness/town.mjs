// SPDX-License-Identifier: EUPL-1.2
// A sample town in a folder of its own, served on a free port until it is stopped.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { free_port } from '../../free_port.mjs'

const run = promisify(execFile)
const program = resolve(import.meta.dirname, '..', process.env.FINESTRETA_BIN ?? '../../build/release/finestreta')

// `configure({ folder, url })` may change the town's files before it is served.
export async function start_town({ residents = 800, configure = () => {} } = {}) {
    if (!existsSync(program)) throw new Error(`${program} is not built; FINESTRETA_BIN may name another`)
    const dir = await mkdtemp(join(tmpdir(), 'finestreta-browser-'))
    const port = await free_port()
    try {
        await run(program, ['town', '--town', dir, '--residents', String(residents), '--port', String(port)])
        await configure({ folder: dir, url: `http://localhost:${port}` })
    } catch (failure) {
        await rm(dir, { recursive: true, force: true })
        throw failure
    }
    const people = (await readFile(join(dir, 'sample/people.txt'), 'utf8')).trim().split('\n')
    const server = spawn(program, ['serve', '--town', dir, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise(done => server.once('exit', (code, signal) => done(code ?? signal)))
    const log = []
    for (const stream of [server.stdout, server.stderr]) stream.on('data', text => log.push(String(text)))
    const town = {
        url: `http://localhost:${port}`,
        dir,
        people,
        // Someone whom no other test of this town asks for, so that what is in the folder can be counted.
        somebody: () => people[++used],
        command: async (...args) => (await run(program, args)).stdout,
        faults: () => log.join('').split('\n').filter(line => / error /.test(line)),
        stop,
    }
    let used = 1
    try {
        await answering(town, ended, log)
    } catch (failure) {
        await stop().catch(() => {})
        throw failure
    }
    return town

    async function stop() {
        server.kill('SIGTERM')
        const how = await Promise.race([ended, pause(10_000, 'not in ten seconds')])
        if (how !== 0) server.kill('SIGKILL')
        await rm(dir, { recursive: true, force: true })
        if (how !== 0) throw new Error(`the server ended badly: ${how}\n${log.join('')}`)
    }
}

async function answering(town, ended, log) {
    let over = false
    ended.then(() => (over = true))
    for (let i = 0; i < 100 && !over; ++i) {
        const ready = await fetch(`${town.url}/readyz`).then(answer => answer.ok, () => false)
        if (ready) return
        await pause(100)
    }
    throw new Error(`the server does not answer:\n${log.join('')}`)
}
