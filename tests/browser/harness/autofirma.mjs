// SPDX-License-Identifier: EUPL-1.2
// A small program that speaks Autofirma's protocol for web pages as the real one does (clienteafirma, versions 3 and 4):
// opened by its scheme, it listens with TLS at one of the ports that it is told, knows the page by its session, and signs
// with OpenSSL; PDFs with PDFBox (tests/pades). `answers` may say what it answers to a signing instead: 'CANCEL', 'SAF_19: …', or nothing at all.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const OLD_PORT = 63117
const PADES = fileURLToPath(new URL('../../pades/sign', import.meta.url))
const openssl = (...words) => execFileSync('openssl', words, { stdio: ['ignore', 'pipe', 'ignore'] })

export class Autofirma {
    asked = []
    chosen = 0 // how often the person had to choose a certificate
    #sticks = false
    #dir = mkdtempSync(join(tmpdir(), 'finestreta-autofirma-'))
    #servers = []

    // `p12`: the one certificate of whoever sits at this computer.
    constructor(p12, { answers = [], newest = 4 } = {}) {
        this.answers = answers
        this.newest = newest
        const file = name => join(this.#dir, name)
        openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-keyout', file('tls.key'), '-out', file('tls.crt'))
        for (const [name, ...which] of [['own.pem', '-nokeys', '-clcerts'], ['own.key', '-nocerts'], ['chain.pem', '-nokeys', '-cacerts']])
            openssl('pkcs12', '-in', p12, '-passin', 'pass:mostra', '-nodes', ...which, '-out', file(name))
    }

    // What the system does with an address of its scheme.
    async launched(address) {
        const asked = new URL(address)
        if (asked.protocol !== 'afirma:' || asked.host !== 'websocket') throw new Error(`no launch: ${address}`)
        const version = Number(asked.searchParams.get('v'))
        if (version > this.newest) return
        this.session = asked.searchParams.get('idsession')
        if (!/^[A-Za-z0-9]{20}$/.test(this.session)) throw new Error(`no session: ${address}`)
        const ports = version === 4 ? asked.searchParams.get('ports').split(',').map(Number) : [OLD_PORT]
        if (version === 4 && (ports.length !== 3 || ports.some(port => port < 49152 || port > 65535))) throw new Error(`no ports: ${address}`)
        await this.#listen(ports)
    }

    async #listen(ports) {
        const server = createServer({ key: readFileSync(join(this.#dir, 'tls.key')), cert: readFileSync(join(this.#dir, 'tls.crt')) })
        server.on('upgrade', (request, socket) => {
            const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
            socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
            this.#talk(socket)
        })
        this.#servers.push(server)
        for (const port of ports) // the first that is free, as it does
            try {
                await new Promise((done, gone) => server.once('error', gone).listen(port, '127.0.0.1', done))
                return
            } catch (failure) {
                if (failure.code !== 'EADDRINUSE') throw failure
            }
        throw new Error('no port is free')
    }

    #talk(socket) {
        let held = Buffer.alloc(0)
        let text = Buffer.alloc(0)
        socket.on('error', () => {})
        socket.on('data', bytes => {
            held = Buffer.concat([held, bytes])
            for (let frame = taken(held); frame; frame = taken(held)) {
                held = held.subarray(frame.size)
                if (frame.kind === 8) return socket.end()
                text = Buffer.concat([text, frame.payload])
                if (!frame.last) continue
                const said = this.#answer(text.toString('utf8'))
                text = Buffer.alloc(0)
                if (said === undefined) return socket.destroy()
                if (said !== null) socket.write(written(said))
            }
        })
    }

    #answer(text) {
        const session = /idsession=([A-Za-z0-9]*)/.exec(text)?.[1]
        if (session !== this.session) return "SAF_46: Id de sesion invalido"
        if (text.startsWith('echo=')) return text.endsWith('@EOF') ? 'OK' : 'SAF_03'
        const asked = Object.fromEntries(new URL(text).searchParams)
        this.asked.push(asked)
        if (asked.resetsticky === 'true') this.#sticks = false
        if (!this.#sticks) this.chosen++
        this.#sticks = asked.sticky === 'true'
        if (this.answers.length) {
            const answer = this.answers.shift()
            if (answer !== 'sign') return answer
        }
        if (asked.op !== 'sign' || !['CAdES', 'PAdES'].includes(asked.format)) return 'SAF_04: Operacion no soportada'
        return this.#signed(asked)
    }

    #signed(asked) {
        const file = name => join(this.#dir, name)
        const is_ec = openssl('pkey', '-in', file('own.key'), '-noout', '-text').toString().includes('ASN1 OID')
        if (asked.algorithm !== (is_ec ? 'SHA256withECDSA' : 'SHA256withRSA')) return 'SAF_51: Tipo de clave incompatible'
        const properties = Object.fromEntries(Buffer.from(asked.properties, 'base64').toString().split('\n').map(line => line.split(/=(.*)/s)))
        writeFileSync(file('data'), Buffer.from(asked.dat, 'base64url'))
        if (asked.format === 'PAdES') execFileSync(PADES, [this.#dir, file('data'), file('signature')], { stdio: ['ignore', 'ignore', 'inherit'] })
        else openssl('cms', '-sign', '-binary', '-cades', '-md', 'sha256', '-outform', 'DER', '-in', file('data'), '-out', file('signature'),
            ...(properties.mode === 'explicit' ? [] : ['-nodetach']), '-signer', file('own.pem'), '-inkey', file('own.key'), '-certfile', file('chain.pem'))
        openssl('x509', '-in', file('own.pem'), '-outform', 'DER', '-out', file('own.der'))
        const url_safe = name => readFileSync(file(name)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
        return `${url_safe('own.der')}|${url_safe('signature')}`
    }

    close() {
        for (const server of this.#servers) {
            server.closeAllConnections()
            server.close()
        }
        rmSync(this.#dir, { recursive: true, force: true })
    }
}

// A whole frame of a client (RFC 6455, 5.2), or nothing yet.
function taken(bytes) {
    if (bytes.length < 2) return null
    let size = bytes[1] & 0x7f
    let at = 2
    if (size === 126) {
        if (bytes.length < 4) return null
        size = bytes.readUInt16BE(2)
        at = 4
    } else if (size === 127) {
        if (bytes.length < 10) return null
        size = Number(bytes.readBigUInt64BE(2))
        at = 10
    }
    if (bytes.length < at + 4 + size) return null
    const mask = bytes.subarray(at, at + 4)
    const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + size))
    for (let i = 0; i < size; ++i) payload[i] ^= mask[i % 4]
    return { kind: bytes[0] & 0x0f, last: (bytes[0] & 0x80) !== 0, payload, size: at + 4 + size }
}

function written(text) {
    const payload = Buffer.from(text)
    if (payload.length < 126) return Buffer.concat([Buffer.from([0x81, payload.length]), payload])
    if (payload.length < 65536) return Buffer.concat([Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]), payload])
    const head = Buffer.alloc(10)
    head.set([0x81, 127])
    head.writeBigUInt64BE(BigInt(payload.length), 2)
    return Buffer.concat([head, payload])
}

// Has the program opened whenever the page calls it, as the system would. The call goes no further: Chromium would ask in
// a window over the page whether to open it, which nobody here can answer and which takes all keys and clicks.
export async function watched(page, found) {
    const opened = []
    await page.exposeFunction('system_opens', address => {
        opened.push(address)
        found()?.launched(address).catch(failure => opened.push(failure))
    })
    await page.addInitScript(() => addEventListener('click', event => {
        const link = event.target.closest?.('a[href^="afirma:"]')
        if (!link) return
        event.preventDefault()
        window.system_opens(link.href)
    }, true))
    return opened
}
