// SPDX-License-Identifier: EUPL-1.2
// <form data-auto-submit>: a form whose only button leads on. It is sent before the page has loaded whole, so that the
// page leaves no step in the history to come back to.

export function auto_submits(root: ParentNode): void {
    root.querySelector<HTMLFormElement>('form[data-auto-submit]')?.requestSubmit()
}
