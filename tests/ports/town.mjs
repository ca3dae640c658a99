// SPDX-License-Identifier: EUPL-1.2
// A sample town whose town.yaml is set up for one server after another; certificates for servers; browsers that keep
// their cookies.
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Office, scratch } from '../documents/office.mjs'

export class Town extends Office {
    static async made() {
        const { folder } = await Office.made({ residents: 20 })
        const town = new Town(folder)
        town.yaml = readFileSync(join(folder, 'town.yaml'), 'utf8')
        return town
    }

    // Replaces whatever was set before.
    set(section) {
        writeFileSync(join(this.folder, 'town.yaml'), this.yaml + section)
    }

    secret(name, content) {
        writeFileSync(join(this.folder, 'keys', name), content)
        return `keys/${name}`
    }

    // A file of somebody else's, laid into the town's folder.
    lay(file, name) {
        copyFileSync(file, join(this.folder, name))
        return name
    }

    async sends_mail(to = 'anna@exemple.cat') {
        const { status, text } = await this.command('check', '--send-mail', to)
        return { status, text, told: line_of(text, 'mail') }
    }

    async sends_sms(to = '600123456') {
        const { status, text } = await this.command('check', '--send-sms', to)
        return { status, text, told: line_of(text, 'sms') }
    }

    async checks(what) {
        return line_of((await this.command('check')).text, what)
    }

    async staff(login) {
        const { text } = await this.command('token', '--staff', login)
        return text.trim().split('\n').at(-1)
    }

    async jobs(state) {
        const headers = { accept: 'application/json', authorization: `Bearer ${await this.staff('marta')}` }
        return (await (await fetch(`${this.url}/oficina/feines?estat=${state}`, { headers })).json()).jobs
    }
}

function line_of(text, what) {
    return (text.split('\n').find(line => line.startsWith(what + ' ')) ?? '').replace(/\s+/g, ' ').trim()
}

// Key and certificate of a server called localhost, vouched for by nobody but itself.
export function certificate() {
    const folder = scratch(), key = join(folder, 'key.pem'), file = join(folder, 'cert.pem')
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', file,
        '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { stdio: 'ignore' })
    return { file, key: readFileSync(key), cert: readFileSync(file) }
}

// A visitor without scripts.
export class Browser {
    cookies = new Map()

    constructor(town, language = 'ca') {
        this.town = town
        this.language = language
    }

    async posts(path, fields) {
        const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const answer = await fetch(this.town.url + path, {
            method: 'POST', redirect: 'manual', body: new URLSearchParams(fields),
            headers: { origin: this.town.url, accept: 'text/html', 'accept-language': this.language, ...(cookie ? { cookie } : {}) }
        })
        for (const set of answer.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)
            this.cookies.set(name, value)
        }
        return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
    }
}

export async function until(what, seconds, found) {
    const deadline = Date.now() + seconds * 1000
    for (;;) {
        const value = await found()
        if (value) return value
        if (Date.now() > deadline) throw new Error(`${what} did not come within ${seconds} s`)
        await new Promise(resolve => setTimeout(resolve, 100))
    }
}
