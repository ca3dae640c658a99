// SPDX-License-Identifier: EUPL-1.2
// Single-key shortcuts of the office: every one is also a visible link, button or field that carries
// data-key="…" and aria-keyshortcuts. Off in fields and with modifiers; can be switched off (WCAG 2.1.4).
const OFF = 'fin-keys-off'

export function shortcuts(root: Document): void {
    const targets = root.querySelectorAll<HTMLElement>('[data-key]')
    const help = root.querySelector<HTMLDialogElement>('dialog#keys')
    const toggle = root.querySelector<HTMLInputElement>('input[data-keys-off]')
    if (toggle) {
        toggle.checked = off()
        toggle.addEventListener('change', () => remember(toggle.checked))
    }
    if (!targets.length && !help) return
    root.addEventListener('keydown', event => {
        if (off() || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return
        if (event.key === '?' && help) {
            help.open ? help.close() : help.showModal()
        } else if (event.key === 'j' || event.key === 'k') {
            if (!step(root, event.key === 'j' ? 1 : -1)) return
        } else {
            const target = [...targets].find(each => each.dataset.key === event.key)
            if (!target) return
            target.matches('input, textarea, select') ? target.focus() : target.click()
        }
        event.preventDefault()
    })
}

// To the next or the previous entry of the page's list.
function step(root: Document, by: number): boolean {
    const entries = [...root.querySelectorAll<HTMLElement>('[data-keys-list] a, [data-keys-list] button')]
    if (!entries.length) return false
    const at = entries.indexOf(root.activeElement as HTMLElement)
    const to = at < 0 ? (by > 0 ? 0 : entries.length - 1) : Math.min(Math.max(at + by, 0), entries.length - 1)
    entries[to]!.focus()
    return true
}

function typing(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

function off(): boolean {
    try {
        return localStorage.getItem(OFF) === 'yes'
    } catch {
        return false // storage is closed: shortcuts as they come
    }
}

function remember(is_off: boolean): void {
    try {
        is_off ? localStorage.setItem(OFF, 'yes') : localStorage.removeItem(OFF)
    } catch {
        // nothing to remember it in: it holds for nothing, and the page says nothing else
    }
}
