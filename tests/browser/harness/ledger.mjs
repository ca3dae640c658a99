// SPDX-License-Identifier: EUPL-1.2
// Counts what a journey costs the citizen: pages, clicks, keys, bytes. The limits are in budgets.json.

// A page seen in a second language is the same page.
function without_language(address) {
    const url = new URL(address)
    url.searchParams.delete('lang')
    return url.pathname + url.search
}

export async function open_ledger(page) {
    const cost = { clicks: 0, keys: 0, typed: 0 }
    const loads = new Map() // loader id -> {path, bytes}
    const sent = new Map()  // request id -> loader id
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    session.on('Network.requestWillBeSent', ({ requestId, loaderId, request, type, redirectResponse }) => {
        if (!loads.has(loaderId)) loads.set(loaderId, { path: '', bytes: 0 })
        const load = loads.get(loaderId)
        if (type === 'Document') load.path = without_language(request.url)
        if (redirectResponse) load.bytes += redirectResponse.encodedDataLength
        sent.set(requestId, loaderId)
    })
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const load = loads.get(sent.get(requestId))
        if (load) load.bytes += encodedDataLength
    })
    const begun = Date.now()
    return {
        async click(target) {
            ++cost.clicks
            await target.click()
        },
        // Counted apart: keys that move and act, and characters that the citizen has to know and write.
        async press(key) {
            ++cost.keys
            await page.keyboard.press(key)
        },
        async type(text) {
            cost.typed += text.length
            cost.keys += text.length
            await page.keyboard.type(text)
        },
        async total() {
            await page.waitForLoadState('networkidle')
            const pages = [...loads.values()].filter(load => load.path && !load.path.endsWith('/pdf'))
            const addresses = new Set(pages.map(load => load.path))
            return {
                addresses,
                pages: addresses.size,
                loads: pages.length,
                ...cost,
                seconds: (Date.now() - begun) / 1000,
                first_bytes: pages[0].bytes,
                later_bytes: Math.max(0, ...pages.slice(1).map(load => load.bytes)),
                bytes: pages.reduce((sum, load) => sum + load.bytes, 0),
            }
        },
    }
}
