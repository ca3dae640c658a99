// SPDX-License-Identifier: EUPL-1.2
// A sample town made and served by the program itself, for tests from outside; and the counting of tests.
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { free_port } from '../free_port.mjs'

export const PROGRAM = process.env.FINESTRETA_BIN ?? fileURLToPath(new URL('../../build/release/finestreta', import.meta.url))
export const ANYBODY = '12345678Z'
const run = promisify(execFile)

// ---- counting: the last line that `./test` reads
const counted = { passed: 0, failed: 0 }
export function check(name, body) {
    return test(name, async t => {
        try {
            await body(t)
            ++counted.passed
        } catch (failure) {
            ++counted.failed
            throw failure
        }
    })
}
process.on('exit', () => console.log(`${counted.passed} passed, ${counted.failed} failed`))

// ---- folders that go when the test ends
export function scratch() {
    const folder = mkdtempSync(join(tmpdir(), 'finestreta-test-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    return folder
}

// Output of a command whether it succeeds or not.
export async function tell(command, ...args) {
    try {
        const { stdout, stderr } = await run(command, args, { maxBuffer: 1 << 26 })
        return { status: 0, text: stdout + stderr }
    } catch (failure) {
        if (typeof failure.code !== 'number') throw failure
        return { status: failure.code, text: failure.stdout + failure.stderr }
    }
}

export class Office {
    constructor(folder) {
        this.folder = folder
    }

    static async made({ residents = 200, rsa = false } = {}) {
        const folder = join(scratch(), 'town')
        await run(PROGRAM, ['town', '--town', folder, '--residents', String(residents), ...(rsa ? ['--rsa'] : [])])
        return new Office(folder)
    }

    command(...args) {
        return tell(PROGRAM, ...args, '--town', this.folder)
    }

    // Serves until `stopped` or `killed`. What the program logs is kept for the message of a failed test.
    async served(port) {
        this.port = port ?? (await free_port())
        this.url = `http://localhost:${this.port}`
        this.log = ''
        this.child = spawn(PROGRAM, ['serve', '--town', this.folder, '--port', String(this.port)], { stdio: ['ignore', 'ignore', 'pipe'] })
        this.child.stderr.on('data', text => (this.log += text))
        this.ended = new Promise(resolve => this.child.on('exit', resolve))
        const deadline = Date.now() + 20_000
        while (Date.now() < deadline) {
            try {
                if ((await fetch(`${this.url}/readyz`)).ok) return this
            } catch {
                if (this.child.exitCode !== null) break
            }
            await new Promise(resolve => setTimeout(resolve, 20))
        }
        throw new Error(`the office does not open:\n${this.log}`)
    }

    async stopped(signal = 'SIGTERM') {
        this.child.kill(signal)
        await this.ended
    }

    async token(person = ANYBODY, level = 'high') {
        const { text } = await this.command('token', '--person', person, '--level', level)
        return text.trim().split('\n').at(-1)
    }

    // A document as its asking answers it; throws with the reason when it is refused.
    async issue(token, { procedure = 'volant-empadronament', key, ...asked }) {
        const answer = await fetch(`${this.url}/tramits/${procedure}`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
            body: JSON.stringify({ kind: 'individual', purpose: 'school', ...asked })
        })
        const told = await answer.json()
        if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(told)}`)
        return told.document
    }

    async pdf(token, document) {
        const answer = await fetch(this.url + document.pdf, { headers: { authorization: `Bearer ${token}` } })
        if (!answer.ok) throw new Error(`${document.pdf}: ${answer.status}`)
        return Buffer.from(await answer.arrayBuffer())
    }

    async verified(document) {
        const answer = await fetch(this.url + document.verify, { headers: { accept: 'application/json' } })
        return { status: answer.status, ...(await answer.json()) }
    }

    async checked(bytes) {
        const answer = await fetch(`${this.url}/verifica`, { method: 'POST', headers: { 'content-type': 'application/pdf' }, body: bytes })
        return { status: answer.status, ...(await answer.json()) }
    }
}
