// SPDX-License-Identifier: EUPL-1.2
// <button type="button" hidden data-copy="#code" data-copied="…">: copies that element's text, and says so.

export function copy_buttons(root: ParentNode): void {
    if (!navigator.clipboard) return // only on secure addresses
    for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
        const source = document.querySelector(button.dataset.copy!)
        if (source) prepare(button, source)
    }
}

function prepare(button: HTMLButtonElement, source: Element): void {
    // The live region must be there before its text changes.
    const said = document.createElement('span')
    said.className = 'fin-copied'
    said.setAttribute('role', 'status')
    button.after(said)
    button.hidden = false
    button.addEventListener('click', async () => {
        said.textContent = ''
        try {
            await navigator.clipboard.writeText(source.textContent!.trim())
        } catch {
            return // refused by the person or the browser: the text is on the page
        }
        said.textContent = button.dataset.copied ?? ''
    })
}
