// SPDX-License-Identifier: EUPL-1.2
// <form data-fragment="#part" method="get">: sent without leaving the page; that part becomes what the answer has.
// The same form without a script is an ordinary visit to the same address.
import { Idiomorph } from 'idiomorph/dist/idiomorph.esm.js'
import { fetched } from './trusted'

export function fragment_forms(root: Document): void {
    for (const form of root.querySelectorAll<HTMLFormElement>('form[data-fragment][method=get]'))
        form.addEventListener('submit', async event => {
            const part = root.querySelector(form.dataset.fragment!)
            if (!part) return
            event.preventDefault()
            const address = form.action + '?' + new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
            const fresh = await fetched(address).catch(() => null)
            const now = fresh?.querySelector(form.dataset.fragment!)
            if (!now) return form.submit() // whatever went wrong, the page itself tells
            Idiomorph.morph(part, now, { morphStyle: 'innerHTML' })
            history.replaceState(null, '', address)
        })
}
