// SPDX-License-Identifier: EUPL-1.2
// Others that take an application and give it a number, on the PostgreSQL of FINESTRETA_TEST_POSTGRES: a framework's
// baseline and Redmine as Debian has it. None of them has an identity to check, a log or a receipt.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering } from '../office.mjs'

const here = import.meta.dirname
const port = () => /port=(\d+)/.exec(process.env.FINESTRETA_TEST_POSTGRES ?? '')?.[1] ?? (() => { throw new Error('no FINESTRETA_TEST_POSTGRES') })()
const quiet = { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 26 }
const database = name => execFileSync('psql', ['-qh', '127.0.0.1', '-p', port(), '-U', 'postgres', '-c', `create database ${name}`], quiet)

class Peer {
    constructor(name) {
        this.folder = mkdtempSync(join(tmpdir(), `finestreta-${name}-`))
        database(name)
    }
    serve(command, args, options) {
        this.server = spawn(command, args, { stdio: 'ignore', detached: true, ...options })
        process.once('exit', () => this.stop())
    }
    // Of the service with its workers, in MiB; its database is left out.
    resident() {
        const of = pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
        const ours = readdirSync('/proc').filter(each => /^\d+$/.test(each)).filter(pid => {
            try { return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[2] === String(this.server.pid) } catch { return false }
        })
        return ours.reduce((sum, pid) => sum + of(pid), 0)
    }
    stop() {
        try { process.kill(-this.server.pid, 'SIGKILL') } catch { /* gone already */ }
        rmSync(this.folder, { recursive: true, force: true })
    }
}

export class Django extends Peer {
    name = 'Django REST + PostgreSQL, 4 workers'
    url = 'http://127.0.0.1:8974/filings'
    headers = {}
    constructor() {
        super('django')
        this.env = { ...process.env, PEER_POSTGRES_PORT: port(), PEER_FILES: this.folder, PYTHONDONTWRITEBYTECODE: '1' }
    }
    async start() {
        const at = { ...quiet, env: this.env, cwd: here }
        execFileSync('/usr/bin/python3', ['-c', 'import django_filing; django_filing.prepare()'], at)
        this.serve('/usr/bin/gunicorn', ['-w', '4', '-b', '127.0.0.1:8974', 'django_filing:application'], { env: this.env, cwd: here })
        await answering(this.url)
    }
    body = filing => JSON.stringify(filing)
    // One request takes form and file.
    async with_file(ask, filing, bytes) {
        const form = new FormData()
        for (const [key, value] of Object.entries(filing)) form.append(key, value)
        form.append('file', new Blob([bytes]), 'adjunt.bin')
        return ask(this.url, { method: 'POST', body: form }, 201)
    }
}

export class Redmine extends Peer {
    name = 'Redmine 5 (Debian) + PostgreSQL, 2 × 4 threads'
    url = 'http://127.0.0.1:8975/issues.json'
    constructor() { super('redmine') }
    async start() {
        const app = join(this.folder, 'app'), own = join(app, 'instances/default')
        cpSync('/usr/share/redmine', app, { recursive: true, dereference: true, filter: from => !/\/(instances|config\/database\.yml)$/.test(from) })
        for (const each of ['config', 'tmp', 'files', 'log', 'public/plugin_assets']) mkdirSync(join(own, each), { recursive: true })
        writeFileSync(join(own, 'config/database.yml'), `production:\n  adapter: postgresql\n  database: redmine\n  host: 127.0.0.1\n  port: ${port()}\n  username: postgres\n  encoding: utf8\n  pool: 8\n`)
        const env = { ...process.env, RAILS_ENV: 'production', BUNDLER_VERSION: '2.3.15', REDMINE_LANG: 'en', SCHEMA: '/dev/null', SECRET_KEY_BASE: '0'.repeat(128) }
        const at = { ...quiet, cwd: app, env }
        execFileSync('bundle', ['exec', 'rake', 'db:migrate'], at)
        execFileSync('bundle', ['exec', 'rake', 'redmine:load_default_data'], at)
        const key = execFileSync('bundle', ['exec', 'rails', 'runner', `Setting.rest_api_enabled = "1"
            Project.create!(name: "Register", identifier: "register", trackers: Tracker.all, enabled_module_names: ["issue_tracking"])
            admin = User.find_by_login("admin"); admin.update_columns(must_change_passwd: false); puts "key #{admin.api_key}"`], at)
        this.headers = { 'X-Redmine-API-Key': /key (\w+)/.exec(key)[1] }
        this.serve('puma', ['-w', '2', '-t', '4:4', '-b', 'tcp://127.0.0.1:8975', '-e', 'production'], { cwd: app, env })
        await answering('http://127.0.0.1:8975/', 60_000)
    }
    issue = (filing, more = {}) => JSON.stringify({ issue: { project_id: 'register', tracker_id: 1, subject: filing.subject, description: `${filing.request}\n\n${filing.facts}`, ...more } })
    body = filing => this.issue(filing)
    // The file first, then the application that names it.
    async with_file(ask, filing, bytes) {
        const { upload } = await ask('http://127.0.0.1:8975/uploads.json?filename=adjunt.bin', { method: 'POST', body: bytes, headers: { ...this.headers, 'Content-Type': 'application/octet-stream' } }, 201)
        return ask(this.url, { method: 'POST', headers: { ...this.headers, 'Content-Type': 'application/json' },
            body: this.issue(filing, { uploads: [{ token: upload.token, filename: 'adjunt.bin', content_type: 'application/octet-stream' }] }) }, 201)
    }
}

export const peers = async () => {
    const list = [new Django(), new Redmine()]
    for (const each of list) await each.start()
    return list
}
