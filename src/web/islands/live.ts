// SPDX-License-Identifier: EUPL-1.2
// <div data-live="jobs">: when one of its topics says that something changed, the page is fetched again and this part
// morphed into what it is now; what somebody is typing stays. One stream for the whole page, cut off and taken up
// again by the browser (Last-Event-ID), its loss shown in words.
import { Idiomorph } from 'idiomorph/dist/idiomorph.esm.js'
import { fetched } from './trusted'

const LEAST_PAUSE = 1000 // ms between two fetches, however many events come
const JITTER = 300 // so that a hundred pages do not ask in the same instant

export function live_parts(root: Document): void {
    const parts = [...root.querySelectorAll<HTMLElement>('[data-live]')]
    if (!parts.length) return
    const topics = new Set(parts.flatMap(part => part.dataset.live!.split(' ')))
    const source = new EventSource('/directe?' + [...topics].map(topic => 'tema=' + encodeURIComponent(topic)).join('&'))
    const state = connection_state(root)
    source.addEventListener('open', () => (state.hidden = true))
    source.addEventListener('error', () => (state.hidden = false))
    const refresh = paced(() => renew(root))
    for (const topic of [...topics, 'again']) source.addEventListener(topic, refresh)
    addEventListener('pagehide', () => source.close())
}

function connection_state(root: Document): HTMLElement {
    const state = root.createElement('p')
    state.className = 'fin-disconnected'
    state.setAttribute('role', 'status')
    state.textContent = root.body.dataset.disconnected ?? ''
    state.hidden = true
    root.body.append(state)
    return state
}

// At most one run a pause, and one more after the last call.
function paced(run: () => Promise<void>): () => void {
    let waiting = false
    let last = 0
    return () => {
        if (waiting) return
        waiting = true
        const pause = Math.max(0, last + LEAST_PAUSE - Date.now()) + Math.random() * JITTER
        setTimeout(async () => {
            waiting = false
            last = Date.now()
            await run().catch(() => undefined) // the next event or the next visit mends it
        }, pause)
    }
}

async function renew(root: Document): Promise<void> {
    const fresh = await fetched(location.href)
    if (!fresh) return
    for (const part of root.querySelectorAll<HTMLElement>('[data-live]')) {
        const now = fresh.querySelector(`[data-live="${CSS.escape(part.dataset.live!)}"]`)
        if (now) morph(part, now)
    }
}

function morph(part: HTMLElement, now: Element): void {
    const focused = part.contains(document.activeElement) ? document.activeElement : null
    Idiomorph.morph(part, now, { morphStyle: 'innerHTML', ignoreActiveValue: true })
    // The thing that had the focus may be gone: it goes to the part, not back to the top of the page.
    if (focused && !document.contains(focused)) {
        part.tabIndex = -1
        part.focus()
    }
}
