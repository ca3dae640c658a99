// SPDX-License-Identifier: EUPL-1.2
// Takes the reader to the list of faults when a page comes back with one, and from a fault to its field.

export function focus_error_summary(root: ParentNode): void {
    const summary = root.querySelector<HTMLElement>('.govuk-error-summary')
    if (!summary) return
    summary.tabIndex = -1
    summary.addEventListener('blur', () => summary.removeAttribute('tabindex'), { once: true })
    summary.addEventListener('click', event => {
        const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]')
        if (link && focus_field(decodeURIComponent(link.hash.slice(1)))) event.preventDefault()
    })
    summary.focus()
}

// The label or legend is shown too: a field alone at the top of the screen does not say what it asks.
function focus_field(id: string): boolean {
    const field = document.getElementById(id)
    if (!field) return false
    const legend = field.closest('fieldset')?.querySelector('legend')
    const heading = legend ?? document.querySelector(`label[for="${CSS.escape(id)}"]`) ?? field
    heading.scrollIntoView()
    field.focus({ preventScroll: true })
    return true
}
