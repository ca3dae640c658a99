// SPDX-License-Identifier: EUPL-1.2
// <section data-afirma data-bytes="…" hidden>: has Autofirma sign what lies at that address and sends the signature with
// the page's form. Every step is told in words; without this script the page signs by hand.
import { AfirmaFault, Channel } from './afirma_channel'

const WRONG_KEY = 'SAF_51' // the certificate's key is of the other kind

function prepare(section: HTMLElement): void {
    const part = <T extends HTMLElement>(name: string) => section.querySelector<T>(`[data-afirma-${name}]`)!
    const [start, old, cancel] = [part<HTMLButtonElement>('start'), part<HTMLButtonElement>('old'), part<HTMLButtonElement>('cancel')]
    const said = part('said')
    const say = (word: string, code = '') => {
        said.textContent = (part(`word="${word}"`).textContent ?? '') + (code ? ` (${code})` : '')
    }
    let going: AbortController | undefined
    const rest = () => {
        going = undefined
        cancel.hidden = true
        start.removeAttribute('aria-disabled')
    }
    const run = async (version: 3 | 4) => {
        if (going) return
        going = new AbortController()
        const { signal } = going
        cancel.hidden = false
        old.hidden = true
        start.setAttribute('aria-disabled', 'true')
        try {
            say('opening')
            const bytes = await fetched(section.dataset.bytes!, signal)
            const channel = await Channel.opened(version, signal)
            say('choose')
            const signature = await signed(channel, bytes, section.dataset.app ?? '').finally(() => channel.close())
            say('sending')
            const form = document.querySelector<HTMLFormElement>('#main')! // the same that takes a signature made by hand
            ;(form.elements.namedItem('signatura64') as HTMLInputElement).value = signature
            form.submit()
            return // the page is left: a second signature would be of what is filed already
        } catch (failure) {
            const fault = failure instanceof AfirmaFault ? failure : new AfirmaFault(signal.aborted ? 'cancelled' : 'failed')
            say(fault.fault, fault.code)
            old.hidden = fault.fault !== 'not-found' && fault.fault !== 'old'
            if (document.activeElement === cancel) start.focus()
        }
        rest()
    }
    start.addEventListener('click', () => void run(4))
    old.addEventListener('click', () => void run(3))
    cancel.addEventListener('click', () => going?.abort())
    // Whoever comes back by the browser's button finds it as it was at first.
    addEventListener('pageshow', event => {
        if (!event.persisted) return
        document.querySelector<HTMLInputElement>('#main [name=signatura64]')!.value = ''
        said.textContent = ''
        rest()
    })
    section.hidden = false
}

async function fetched(address: string, signal: AbortSignal): Promise<Uint8Array> {
    const answer = await fetch(address, { signal })
    if (!answer.ok) throw new AfirmaFault('data')
    return new Uint8Array(await answer.arrayBuffer())
}

// The kind of key is known only when the person has chosen: asked for RSA, it says so when it is the other one.
async function signed(channel: Channel, data: Uint8Array, app: string): Promise<string> {
    const properties = { mode: 'explicit', signingCertificateV2: 'true', filters: 'nonexpired:' }
    const ask = (algorithm: string) => channel.sign({ algorithm, format: 'CAdES', properties, data, app })
    try {
        return await ask('SHA256withRSA')
    } catch (failure) {
        if (!(failure instanceof AfirmaFault) || failure.code !== WRONG_KEY) throw failure
        return ask('SHA256withECDSA')
    }
}

for (const section of document.querySelectorAll<HTMLElement>('[data-afirma]')) prepare(section)
