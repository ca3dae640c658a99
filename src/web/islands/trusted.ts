// SPDX-License-Identifier: EUPL-1.2
// Pages of this house turned into nodes. The only place that makes trusted HTML: it takes what our own server
// rendered and escaped, and nothing else.

interface Policy {
    createHTML(text: string): string
}
interface PolicyMaker {
    createPolicy(name: string, rules: Policy): Policy
}

const maker = (window as { trustedTypes?: PolicyMaker }).trustedTypes
const policy: Policy = maker?.createPolicy('fin', { createHTML: text => text }) ?? { createHTML: text => text }

// The document at an address of this house, or null when there is no good answer.
export async function fetched(address: string, init: RequestInit = {}): Promise<Document | null> {
    const url = new URL(address, location.href)
    if (url.origin !== location.origin) return null
    const answer = await fetch(url, { ...init, credentials: 'same-origin', headers: { Accept: 'text/html' } })
    if (answer.redirected && new URL(answer.url).pathname !== url.pathname) {
        location.assign(answer.url) // the session is over: the way in is there
        return null
    }
    return new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html')
}
