// SPDX-License-Identifier: EUPL-1.2
// What the journeys cost: pages, clicks, keys, bytes. Over the limits of budgets.json is a fault; seconds are only told,
// but for the PDF's. The gates are held on the same pages in the same modes by journey.spec and modes.spec.
import { readFileSync } from 'node:fs'
import { ask_button, download, download_link, names, slip, slip_titles } from './harness/citizen.mjs'
import { keyboard } from './harness/keyboard.mjs'
import { open_ledger } from './harness/ledger.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url)))
const modes = {
    mouse: {},
    'without JavaScript': { javaScriptEnabled: false },
    '320 px': { viewport: { width: 320, height: 640 } },
    'forced colours': { contextOptions: { forcedColors: 'active' } },
}

function settle(journey, mode, total) {
    const { limits } = budgets[journey]
    test.info().attach('scorecard', { body: JSON.stringify({ journey, mode, total, limits }) })
    for (const [name, limit] of Object.entries(limits)) expect.soft(total[name], `${journey}: ${name}`).toBeLessThanOrEqual(limit)
}

// A citizen who has entered, with nothing in the browser's memory.
async function give_session(context, town) {
    const token = await town.command('token', '--town', town.dir, '--person', '12345678Z')
    await context.addCookies([{ name: 'sessio', value: token.trim(), url: town.url }])
}

async function timed_download(page, start) {
    const begun = Date.now()
    const pdf = await download(page, start)
    return { pdf_seconds: (Date.now() - begun) / 1000, pdf_bytes: pdf.bytes.length }
}

for (const [mode, options] of Object.entries(modes))
    test.describe(mode, () => {
        test.use(options)

        test('scorecard: slip', async ({ page, context, town }) => {
            await give_session(context, town)
            const ledger = await open_ledger(page)
            await page.goto('/')
            await ledger.click(page.getByRole('link', { name: slip_titles.ca, exact: true }))
            await ledger.click(ask_button(page))
            await page.waitForURL('**/carpeta/documents/**')
            const file = await timed_download(page, () => ledger.click(download_link(page)))
            settle('slip', mode, { ...(await ledger.total()), ...file })
        })

        test('scorecard: verify', async ({ page, town }) => {
            const code = await new_code(town)
            const ledger = await open_ledger(page)
            await page.goto('/verifica')
            await ledger.click(page.getByLabel(say('ca', 'documents.code-label')))
            await ledger.type(code.replaceAll('-', '').toLowerCase())
            await ledger.click(page.getByRole('button', { name: say('ca', 'Comprova el codi') }))
            await expect(page.locator('.fin-result')).toHaveText(say('ca', 'documents.state-valid'))
            await ledger.click(page.getByRole('link', { name: names.es, exact: true }))
            await expect_spanish(page, code)
            settle('verify', mode, await ledger.total())
        })
    })

test('scorecard: slip, keyboard only', async ({ page, context, town }) => {
    await give_session(context, town)
    const ledger = await open_ledger(page)
    const keys = keyboard(page, ledger)
    await page.goto('/')
    await keys.skip()
    await keys.tab_to(page.getByRole('link', { name: slip_titles.ca, exact: true }))
    await keys.press('Enter')
    await page.waitForURL('**/tramits/**')
    await keys.skip()
    await keys.tab_to(ask_button(page))
    await keys.press('Enter')
    await page.waitForURL('**/carpeta/documents/**')
    await keys.skip()
    await keys.tab_to(download_link(page))
    const file = await timed_download(page, () => keys.press('Enter'))
    settle('slip', 'keyboard only', { ...(await ledger.total()), ...file })
})

test('scorecard: verify, keyboard only', async ({ page, town }) => {
    const code = await new_code(town)
    const ledger = await open_ledger(page)
    const keys = keyboard(page, ledger)
    await page.goto('/verifica')
    await keys.skip()
    await keys.tab_to(page.getByLabel(say('ca', 'documents.code-label')))
    await keys.type(code.replaceAll('-', '').toLowerCase())
    await keys.press('Enter')
    await expect(page.locator('.fin-result')).toHaveText(say('ca', 'documents.state-valid'))
    await keys.tab_to(page.getByRole('link', { name: names.es, exact: true }))
    await keys.press('Enter')
    await expect_spanish(page, code)
    settle('verify', 'keyboard only', await ledger.total())
})

async function expect_spanish(page, code) {
    await expect(page.locator('.fin-result')).toHaveText(say('es', 'documents.state-valid'))
    await expect(page.locator('#main-content')).toContainText(code)
}

// A document to verify, by the same address that the form uses; no browser, so that none has anything in memory.
async function new_code(town) {
    const token = (await town.command('token', '--town', town.dir, '--person', '12345678Z')).trim()
    const answer = await fetch(town.url + slip, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ kind: 'individual', purpose: 'other' }),
    })
    return (await answer.json()).document.code
}
