// SPDX-License-Identifier: EUPL-1.2
// Autofirma's protocol for web pages (clienteafirma, versions 4 and 3): the page opens the program by its scheme, naming
// three ports and a session; the program listens at one of them with TLS; messages are texts, one operation at a time.

const FIRST_PORT = 49152
const LAST_PORT = 65535
const OLD_PORT = 63117
const LAUNCHING = 3000
const PAUSE = 2000
const PATIENCE = 33_000 // fifteen tries, as others make them; browsers hold back whoever fails often, so it is time that ends it
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export type Fault = 'cancelled' | 'not-found' | 'closed' | 'failed' | 'no-certificate' | 'keystore' | 'old' | 'locked' | 'memory' | 'data'

export class AfirmaFault extends Error {
    constructor(readonly fault: Fault, readonly code = '') {
        super(`${fault} ${code}`)
    }
}

// What its codes mean for whoever signs; those that are not here are faults of the program or of this page.
const MEANING: Record<string, Fault> = {
    SAF_07: 'keystore', SAF_08: 'keystore', SAF_18: 'keystore', SAF_52: 'locked',
    SAF_10: 'no-certificate', SAF_19: 'no-certificate',
    SAF_02: 'old', SAF_14: 'old', SAF_21: 'old', SAF_41: 'old',
    SAF_00: 'data', SAF_16: 'data', SAF_44: 'data',
    'err-11': 'cancelled'
}

export interface Operation {
    algorithm: string
    format: string
    properties: Record<string, string>
    data: Uint8Array
    app: string
    sticky?: boolean // the certificate that is chosen serves for what follows
    anew?: boolean // and what was chosen before is forgotten
}

function random(below: number): number {
    const most = Math.floor(0x1_0000_0000 / below) * below
    const drawn = new Uint32Array(1)
    do crypto.getRandomValues(drawn)
    while (drawn[0]! >= most)
    return drawn[0]! % below
}

function session(): string {
    return Array.from({ length: 20 }, () => LETTERS[random(LETTERS.length)]).join('')
}

function ports(): number[] {
    const drawn = new Set<number>()
    while (drawn.size < 3) drawn.add(FIRST_PORT + random(LAST_PORT - FIRST_PORT + 1))
    return [...drawn]
}

export function base64url(bytes: Uint8Array): string {
    let binary = ''
    for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_')
}

// As a link does. Firefox puts a page of its own in the place of ours where it knows no program; in a frame it does not.
function open(address: string): void {
    if (!navigator.userAgent.includes('Firefox')) {
        const link = document.createElement('a')
        link.href = address
        document.body.append(link)
        link.click()
        return link.remove()
    }
    const frame = document.createElement('iframe')
    frame.hidden = true
    frame.src = address
    document.body.append(frame)
    setTimeout(() => frame.remove(), PATIENCE)
}

function wait(milliseconds: number, stop: AbortSignal): Promise<void> {
    return new Promise((done, gone) => {
        const timer = setTimeout(done, milliseconds)
        stop.addEventListener('abort', () => {
            clearTimeout(timer)
            gone(new AfirmaFault('cancelled'))
        }, { once: true })
    })
}

// Whoever answers first at one of the ports; nothing when nobody does in time.
function connected(to: number[], within: number, stop: AbortSignal): Promise<WebSocket | null> {
    return new Promise(done => {
        const tried = to.map(port => new WebSocket(`wss://127.0.0.1:${port}`))
        let left = tried.length
        const give_up = () => {
            clearTimeout(timer)
            for (const socket of tried) socket.close()
            done(null)
        }
        const timer = setTimeout(give_up, within)
        stop.addEventListener('abort', give_up, { once: true })
        for (const socket of tried) {
            socket.onopen = () => {
                clearTimeout(timer)
                stop.removeEventListener('abort', give_up)
                for (const other of tried) if (other !== socket) other.close()
                done(socket)
            }
            socket.onclose = () => {
                if (--left > 0) return
                clearTimeout(timer)
                done(null)
            }
        }
    })
}

export class Channel {
    private busy = false
    private constructor(private readonly socket: WebSocket, private readonly session: string, private readonly stop: AbortSignal) {
        stop.addEventListener('abort', () => socket.close())
    }

    static async opened(version: 3 | 4, stop: AbortSignal): Promise<Channel> {
        const [named, id] = [version === 4 ? ports() : [OLD_PORT], session()]
        const which = version === 4 ? `ports=${named.join(',')}&v=4&jvc=4` : 'v=3'
        open(`afirma://websocket?${which}&idsession=${id}`)
        const until = Date.now() + PATIENCE
        await wait(LAUNCHING, stop)
        while (Date.now() < until) {
            const socket = await connected(named, until - Date.now(), stop)
            if (stop.aborted) {
                socket?.close()
                throw new AfirmaFault('cancelled')
            }
            if (socket) {
                const channel = new Channel(socket, id, stop)
                const said = await channel.ask(`echo=-idsession=${id}@EOF`)
                if (said === 'OK') return channel
                channel.close()
                throw fault_of(said)
            }
            await wait(Math.max(0, Math.min(PAUSE, until - Date.now())), stop)
        }
        throw new AfirmaFault('not-found', 'AS620017')
    }

    close(): void {
        this.socket.onclose = null
        this.socket.close()
    }

    // The signature in base64url, as it came.
    async sign(what: Operation): Promise<string> {
        const lines = Object.entries(what.properties).map(([name, value]) => `${name}=${value}`).join('\n')
        const said = await this.ask('afirma://sign?' + Object.entries({
            op: 'sign',
            idsession: this.session,
            appname: what.app,
            algorithm: what.algorithm,
            format: what.format,
            properties: btoa(lines),
            ...(what.sticky ? { sticky: 'true' } : {}),
            ...(what.anew ? { resetsticky: 'true' } : {}),
            dat: base64url(what.data)
        }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&'))
        const parts = said.split('|')
        const signature = (parts[1] ?? parts[0]!).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
        if (said.startsWith('SAF_') || !/^[A-Za-z0-9_-]{40,}$/.test(signature)) throw fault_of(said)
        return signature
    }

    private ask(text: string): Promise<string> {
        if (this.busy) throw new Error('one operation at a time')
        this.busy = true
        return new Promise<string>((done, gone) => {
            this.socket.onmessage = event => {
                const said = String(event.data)
                if (!said.startsWith('#')) done(said) // "#wait": it is still at it
            }
            this.socket.onclose = () => gone(new AfirmaFault(this.stop.aborted ? 'cancelled' : 'closed'))
            if (this.socket.readyState !== WebSocket.OPEN) return gone(new AfirmaFault('closed'))
            this.socket.send(text)
        }).finally(() => (this.busy = false))
    }
}

function fault_of(said: string): AfirmaFault {
    if (said === 'CANCEL') return new AfirmaFault('cancelled')
    if (said === 'MEMORY_ERROR') return new AfirmaFault('memory')
    const code = /^(SAF_\d+|A[FS]\d+|err-\d+)/i.exec(said)?.[1] ?? ''
    return new AfirmaFault(MEANING[code] ?? 'failed', code)
}
