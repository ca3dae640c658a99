// SPDX-License-Identifier: EUPL-1.2
// One click, one submission: for three seconds after it the same form is not sent again.
const PAUSE = 3000

export function single_submits(root: Document): void {
    root.addEventListener('submit', event => {
        const form = event.target as HTMLFormElement
        const button = event.submitter
        if (!button?.matches('[data-prevent-double-click]') && !form.matches('[data-prevent-double-click]')) return
        if (form.dataset.sent) return event.preventDefault()
        form.dataset.sent = 'yes'
        mark(form, true)
        setTimeout(() => release(form), PAUSE)
    })
    // Back from the next page, out of the browser's memory.
    addEventListener('pageshow', () => root.querySelectorAll<HTMLFormElement>('form[data-sent]').forEach(release))
}

function release(form: HTMLFormElement): void {
    delete form.dataset.sent
    mark(form, false)
}

// Not `disabled`: the button would lose the focus, and its own name and value would not be sent.
function mark(form: HTMLFormElement, sent: boolean): void {
    for (const button of form.querySelectorAll('button:not([type=button])')) {
        if (sent) button.setAttribute('aria-disabled', 'true')
        else button.removeAttribute('aria-disabled')
    }
}
