// SPDX-License-Identifier: EUPL-1.2
// <button type="button" hidden data-print>: shown where a script runs.

export function print_buttons(root: ParentNode): void {
    for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
        button.hidden = false
        button.addEventListener('click', () => print())
        if (button.autofocus) button.focus() // it could not be, while it was hidden
    }
}
