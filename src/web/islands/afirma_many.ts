// SPDX-License-Identifier: EUPL-1.2
// <section data-afirma-many hidden>: has Autofirma sign one document after the other. Each is made by the server when its
// turn comes and judged before the next one: what is signed stays signed, what fails says why and goes on waiting.
import { AfirmaFault, Channel } from './afirma_channel'

const WRONG_KEY = 'SAF_51' // the certificate's key is of the other kind
// Of the program or the person, not of one document: nothing else would be signed either.
const ENDS: string[] = ['cancelled', 'not-found', 'closed', 'keystore', 'no-certificate', 'old', 'locked', 'memory']

class Refused extends Error {}

async function asked<T>(address: string, method: 'GET' | 'POST', body: object | undefined, read: (answer: Response) => Promise<T>): Promise<T> {
    const answer = await fetch(address, {
        method,
        headers: { Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {})
    }).catch(() => { throw new AfirmaFault('data') })
    if (answer.ok) return read(answer)
    const told = await answer.json().catch(() => ({})) as { detail?: string }
    throw new Refused(told.detail ?? String(answer.status))
}

function prepare(section: HTMLElement): void {
    const part = <T extends HTMLElement>(name: string) => section.querySelector<T>(`[data-many-${name}]`)!
    const [start, old, stop] = [part<HTMLButtonElement>('start'), part<HTMLButtonElement>('old'), part<HTMLButtonElement>('stop')]
    const [said, bar] = [part('said'), part<HTMLProgressElement>('bar')]
    const rows = [...document.querySelectorAll<HTMLElement>('[data-many-row]')]
    const word = (code: string, with_: Record<string, string> = {}) => {
        const text = part(`word="${code}"`).textContent ?? ''
        return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => with_[name] ?? '')
    }
    const tell = (row: HTMLElement, text: string) => (row.querySelector('[data-many-state]')!.textContent = text)
    let algorithm = 'SHA256withRSA'
    let chosen = false
    let going: AbortController | undefined
    let stopping = false

    const signature_of = async (channel: Channel, data: Uint8Array): Promise<string> => {
        const ask = () => channel.sign({
            algorithm,
            format: 'PAdES',
            properties: { signatureSubFilter: 'ETSI.CAdES.detached', signingCertificateV2: 'true', filters: 'nonexpired:' },
            data,
            app: section.dataset.app ?? '',
            sticky: true,
            anew: !chosen // the first one of this page is chosen by whoever sits here now
        })
        try {
            return await ask()
        } catch (failure) {
            if (!(failure instanceof AfirmaFault) || failure.code !== WRONG_KEY || algorithm !== 'SHA256withRSA') throw failure
            algorithm = 'SHA256withECDSA' // the kind of key is known only when the person has chosen
            return ask()
        }
    }

    const one = async (row: HTMLElement, channel: Channel): Promise<void> => {
        const address = `/oficina/signatura/${row.dataset.manyRow!}`
        tell(row, word('row-preparing'))
        const begun = await asked(`${address}/signa`, 'POST', {}, answer => answer.json() as Promise<{ bytes: string }>)
        const bytes = await asked(begun.bytes, 'GET', undefined, async answer => new Uint8Array(await answer.arrayBuffer()))
        tell(row, word('row-signing'))
        const pdf64 = await signature_of(channel, bytes)
        chosen = true
        tell(row, word('row-sending'))
        await asked(`${address}/signat`, 'POST', { pdf64 }, answer => answer.json())
        tell(row, word('row-signed'))
        row.dataset.done = ''
    }

    const run = async (version: 3 | 4) => {
        if (going) return
        going = new AbortController()
        stopping = false
        stop.hidden = false
        old.hidden = true
        start.setAttribute('aria-disabled', 'true')
        const left = rows.filter(row => row.dataset.done === undefined)
        let [signed, tried] = [rows.length - left.length, 0]
        const leave = (event: BeforeUnloadEvent) => event.preventDefault()
        addEventListener('beforeunload', leave)
        let channel: Channel | undefined
        let end = 'done'
        let code = ''
        try {
            said.textContent = word('opening')
            channel = await Channel.opened(version, going.signal)
            for (const row of left) {
                if (stopping) break
                ++tried
                said.textContent = word('going', { at: String(rows.length - left.length + tried), of: String(rows.length) })
                try {
                    await one(row, channel)
                    bar.value = ++signed
                } catch (failure) {
                    const fault = failure instanceof AfirmaFault ? failure : undefined
                    const why = fault ? word(fault.fault) + (fault.code ? ` (${fault.code})` : '') : failure instanceof Refused ? failure.message : word('failed')
                    tell(row, word('row-failed', { why }))
                    if (fault && ENDS.includes(fault.fault)) throw fault
                }
            }
            if (stopping) end = 'stopped'
        } catch (failure) {
            const fault = failure instanceof AfirmaFault ? failure : new AfirmaFault('failed')
            ;[end, code] = [fault.fault, fault.code]
            old.hidden = fault.fault !== 'not-found' && fault.fault !== 'old'
        } finally {
            channel?.close()
            removeEventListener('beforeunload', leave)
        }
        const ended = end === 'done' || end === 'stopped' ? '' : word(end) + (code ? ` (${code}) ` : ' ')
        said.textContent = ended + word(end === 'stopped' ? 'stopped' : 'done', { signed: String(signed), of: String(rows.length) })
        going = undefined
        stop.hidden = true
        start.removeAttribute('aria-disabled')
        if (signed === rows.length) start.hidden = true
        if (document.activeElement === stop || document.activeElement === document.body) (start.hidden ? part('back') : start).focus()
    }
    start.addEventListener('click', () => void run(4))
    old.addEventListener('click', () => void run(3))
    // The one under way is finished: half a signature is of no use. Whoever waits for the program is let go.
    stop.addEventListener('click', () => {
        if (stopping || said.textContent === word('opening')) going?.abort()
        stopping = true
        said.textContent = word('stopping')
    })
    bar.max = rows.length
    section.hidden = false
}

for (const section of document.querySelectorAll<HTMLElement>('[data-afirma-many]')) prepare(section)
