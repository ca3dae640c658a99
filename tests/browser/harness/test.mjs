// SPDX-License-Identifier: EUPL-1.2
// The test function of these specs: a town for each worker, and an ear on every page for what must not happen.
import { test as base, expect } from '@playwright/test'
import { expect_gates } from './gates.mjs'
import { start_town } from './town.mjs'

export { expect }

export const test = base.extend({
    town: [
        async ({}, use) => {
            const town = await start_town()
            await use(town)
            await town.stop()
        },
        { scope: 'worker', timeout: 60_000 },
    ],
    baseURL: async ({ town }, use) => use(town.url),

    // Errors of any page of the test: scripts, policy (CSP), the network, the server's log.
    heard: [
        async ({ context, town }, use) => {
            const before = town.faults().length
            const heard = { errors: [], documents: new Map(), statuses: new Map() }
            context.on('page', page => listen(page, heard))
            await use(heard)
            // The browser's own line on a page that says 404 or 422 is no fault when the page is that page.
            // Nor is its line on a port of this machine at which Autofirma does not listen (yet).
            const faults = heard.errors.filter(({ text, url }) =>
                !(/Failed to load resource/.test(text) && heard.statuses.get(url.replace(/#.*/, '')) >= 400) &&
                !/^WebSocket connection to 'wss:\/\/127\.0\.0\.1:\d+\/' failed: (Error in connection establishment|WebSocket is closed)/.test(text))
            expect.soft(faults, 'errors in the console').toEqual([])
            expect.soft(town.faults().slice(before), "errors in the server's log").toEqual([])
        },
        { auto: true },
    ],

    // await gates(page): the page as it stands now holds to every gate.
    gates: async ({ heard, javaScriptEnabled }, use) =>
        use(async page => expect_gates(page, await heard.documents.get(page), javaScriptEnabled !== false)),
})

function listen(page, heard) {
    page.on('console', line => {
        if (line.type() === 'error' || /Content Security Policy/i.test(line.text()))
            heard.errors.push({ text: line.text(), url: line.location().url })
    })
    page.on('pageerror', error => heard.errors.push({ text: String(error), url: page.url() }))
    page.on('response', answer => {
        if (answer.status() >= 500) heard.errors.push({ text: `status ${answer.status()}`, url: answer.url() })
        const request = answer.request()
        if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return
        if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) return
        // The same address may refuse a form and show the next page.
        heard.statuses.set(answer.url(), Math.max(answer.status(), heard.statuses.get(answer.url()) ?? 0))
        heard.documents.set(page, answer.text().catch(() => ''))
    })
}
