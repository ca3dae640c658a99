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

// Scorecard 4. Free text is filled in and not counted; clicks and pages of both devices are.
const files = (count, bytes) => Array.from({ length: count }, (_, i) => ({ name: `annex ${i + 1}.txt`, mimeType: 'text/plain', buffer: Buffer.alloc(bytes, `Annex ${i + 1}. `) }))
const button = (page, text) => page.getByRole('button', { name: say('ca', text), exact: true })

async function written(page, ledger) {
    await page.goto('/tramits/instancia-generica')
    await ledger.click(page.getByRole('link', { name: say('ca', 'Comença el tràmit'), exact: true }))
    await ledger.click(button(page, 'Comença'))
    await page.getByLabel('Demano', { exact: true }).fill('Xyzzy')
    await ledger.click(button(page, 'Continua'))
    await page.getByLabel('Assumpte, en poques paraules').fill('Tres annexos')
    await page.getByLabel('Exposo els fets i les raons').fill('Els documents ho expliquen.')
    await ledger.click(button(page, 'Continua'))
    await page.waitForURL('**/pas/papers')
}

async function signed(page, ledger) {
    await ledger.click(page.getByLabel(say('ca', 'cases.sign')))
    await ledger.click(button(page, 'Signa i presenta'))
    await expect(page.locator('.govuk-panel')).toContainText(/20\d\d-E-\d{6}/)
}

// What a device loads it loads for itself.
const sum = (a, b) => ({ ...a, pages: new Set([...a.addresses, ...b.addresses]).size, clicks: a.clicks + b.clicks, keys: a.keys + b.keys, typed: a.typed + b.typed, bytes: Math.max(a.bytes, b.bytes), seconds: a.seconds + b.seconds })

test('scorecard: generic, on two devices over a line that drops', async ({ page, context, browser, town, heard }) => {
    test.setTimeout(120_000)
    await give_session(context, town)
    const first = await open_ledger(page)
    await written(page, first)
    const before = await first.total()
    await page.close()

    const other = await browser.newContext({ viewport: { width: 375, height: 800 }, baseURL: town.url, locale: 'ca' })
    await give_session(other, town)
    const phone = await other.newPage()
    const second = await open_ledger(phone)
    await phone.goto('/tramits/instancia-generica/esborranys')
    await second.click(phone.getByRole('link', { name: /Continua l'esborrany/ }).first())
    await expect(phone.locator('#main-content'), 'nothing that was answered is lost').toContainText('Tres annexos')
    await second.click(phone.locator('a[href*="pas/papers"]').first())
    let pieces = 0
    await phone.route('**/fitxers/*', async route => {
        if (route.request().method() !== 'PATCH') return route.continue()
        const drops = [2, 5].includes(++pieces)
        return drops ? route.abort('connectionreset') : route.continue()
    })
    await phone.locator('input[type=file]').setInputFiles(files(3, 8_400_000), { timeout: 60_000 })
    for (let i = 0; i < 3; ++i) await expect(phone.locator('.fin-file').nth(i)).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 60_000 })
    expect(pieces, 'three files of three pieces, and one piece again a drop').toBe(9 + 2)
    await phone.unroute('**/fitxers/*') // under a route the browser keeps nothing in its memory
    await second.click(button(phone, 'Continua'))
    await signed(phone, second)
    for (let i = 1; i <= 3; ++i) await expect(phone.locator('#main-content')).toContainText(`annex ${i}.txt`)
    const after = await second.total()
    settle('generic', 'two devices', sum(before, after))
    await other.close()
    heard.errors = heard.errors.filter(({ text }) => !/ERR_CONNECTION_RESET/.test(text))
})

test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })
    test('scorecard: generic', async ({ page, context, town }) => {
        await give_session(context, town)
        const ledger = await open_ledger(page)
        await written(page, ledger)
        for (const file of files(3, 400_000)) {
            await page.locator('input[type=file]').setInputFiles(file)
            await ledger.click(button(page, 'Puja els fitxers'))
            await expect(page.locator('#main-content')).toContainText(file.name)
        }
        await ledger.click(button(page, 'Continua'))
        await ledger.click(button(page, 'Continua'))
        await signed(page, ledger)
        settle('generic', 'without JavaScript', await ledger.total())
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
