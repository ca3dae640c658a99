// SPDX-License-Identifier: EUPL-1.2
// The counter by keyboard alone: somebody is found, their papers are handed over, registered, given back, printed; what
// is for another administration waits to be sent. Keys and seconds are counted.
import { heading } from './harness/citizen.mjs'
import { open_ledger } from './harness/ledger.mjs'
import { enter_office } from './harness/office.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const paper = { name: 'instancia.txt', mimeType: 'text/plain', buffer: Buffer.from('Sol·licito que arregleu la vorera.\n') }
const field = (page, key) => page.locator('#main').getByLabel(say('ca', key), { exact: true })
const at = (page, id) => page.evaluate(() => document.activeElement?.id).then(active => expect(active, 'the focus').toBe(id))

// The print window is the browser's own: here it is only counted.
const printing = page => page.addInitScript(() => { window.printed = 0; window.print = () => ++window.printed })

async function tab_to(page, ledger, id, most = 30) {
    for (let i = 0; i < most; ++i) {
        if (await page.evaluate(() => document.activeElement?.id) === id) return
        await ledger.press('Tab')
    }
    throw new Error(`${id} is not reached in ${most} times Tab`)
}

test('from the number to the printed sheet in few keys', async ({ page, town, gates }) => {
    await printing(page)
    await enter_office(page, town, 'nuria', '/oficina/taulell')
    await gates(page)
    const ledger = await open_ledger(page)
    await at(page, 'search')
    await ledger.type(town.somebody())
    await ledger.press('Enter')
    await expect(page.locator('#known')).toBeVisible()
    await at(page, 'shown') // the kind that fits the number is chosen already
    await expect(field(page, 'counter.name')).not.toHaveValue('')
    await page.screenshot({ path: 'out/counter-desk-1280.png', fullPage: true })
    await gates(page)
    await tab_to(page, ledger, 'subject')
    await ledger.type('Vorera trencada')
    // The button opens the window in which a scan or photograph is chosen: one key, and the choice.
    await tab_to(page, ledger, 'papers')
    const chosen = page.waitForEvent('filechooser', { timeout: 5_000 }).catch(() => null)
    await ledger.press('Enter')
    // On a busy machine Chromium now and then drops the window of a page that is not in front.
    const again = async () => (await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]))[0]
    await ((await chosen) ?? (await again())).setFiles([paper])
    await expect(page.locator('.fin-file')).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 15_000 })
    await page.screenshot({ path: 'out/counter-filled-1280.png', fullPage: true })
    await gates(page)
    await page.locator('#subject').focus()
    await ledger.press('Enter')
    await expect(heading(page)).toContainText(/20\d\d-E-\d{6}/)
    await expect(page.getByText(say('ca', 'counter.give-back'))).toBeVisible()
    await gates(page)
    await page.screenshot({ path: 'out/counter-done-1280.png', fullPage: true })
    await expect(page.getByRole('button', { name: say('ca', 'Imprimeix'), exact: true })).toBeFocused()
    await ledger.press('Enter')
    expect(await page.evaluate(() => window.printed)).toBe(1)
    await ledger.press('s')
    await expect(page).toHaveURL(/\/oficina\/taulell(#search)?$/)
    await at(page, 'search')
    const cost = await ledger.total()
    console.log(`counter: ${cost.keys} keys of which ${cost.typed} typed, ${cost.clicks} clicks, ${cost.loads} pages, ${cost.seconds.toFixed(1)} s`)
    expect(cost.clicks).toBe(0)
    expect(cost.keys - cost.typed, 'keys that move and act').toBeLessThan(40)
    expect(cost.seconds).toBeLessThan(120)
})

for (const width of [1280, 375])
    test(`${width} px: what is wrong is told, an organisation's paper is required, and the sheet says so`, async ({ page, town, gates }) => {
        await page.setViewportSize({ width, height: 900 })
        await enter_office(page, town, 'nuria', '/oficina/taulell')
        await page.locator('#search').fill('12345678A')
        await page.keyboard.press('Enter')
        await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'counter.bad-number'))
        await gates(page)
        await page.locator('#search').fill('A08000143')
        await page.keyboard.press('Enter')
        await expect(field(page, 'counter.behalf-document')).toHaveValue('A08000143')
        await field(page, 'counter.document').fill(town.somebody())
        await field(page, 'counter.behalf-name').fill('Forn de pa, SA')
        await page.locator('#main').getByRole('button', { name: say('ca', 'Registra'), exact: true }).last().click()
        await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'counter.no-paper'))
        await gates(page)
        await field(page, 'counter.subject').fill('Llicència de terrassa')
        await page.locator('#papers').setInputFiles([paper])
        await expect(page.locator('.fin-file')).toHaveCount(1)
        await expect(page.locator('.fin-file')).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 15_000 })
        await page.locator('#main').getByRole('button', { name: say('ca', 'Registra'), exact: true }).last().click()
        await expect(heading(page)).toContainText(/20\d\d-E-\d{6}/)
        await expect(page.getByText(say('ca', 'counter.required-warning'))).toBeVisible()
        await gates(page)
        await page.screenshot({ path: `out/counter-required-${width}.png`, fullPage: true })
        await page.emulateMedia({ media: 'print' })
        await expect(page.getByRole('heading', { name: say('ca', 'counter.sheet-reception') })).toBeVisible()
        await page.screenshot({ path: `out/counter-printed-${width}.png`, fullPage: true })
    })

for (const width of [1280, 375])
    test(`${width} px: what is for another administration waits, and is noted when it was sent`, async ({ page, town, gates }) => {
        await page.setViewportSize({ width, height: 900 })
        await enter_office(page, town, 'nuria', '/oficina/taulell')
        await page.locator('#search').fill(town.somebody())
        await page.keyboard.press('Enter')
        await page.getByLabel(say('ca', 'counter.addressee-other'), { exact: true }).check()
        await field(page, 'counter.body').fill('L01080193')
        await field(page, 'counter.body-name').fill('Ajuntament de Barcelona')
        await field(page, 'counter.subject').fill('Recurs contra una multa')
        await page.locator('#papers').setInputFiles([paper])
        await expect(page.locator('.fin-file')).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 15_000 })
        await page.locator('#main').getByRole('button', { name: say('ca', 'Registra'), exact: true }).last().click()
        const number = (await heading(page).textContent()).match(/20\d\d-E-\d{6}/)[0]
        await page.goto('/oficina/taulell/intercanvi')
        await gates(page)
        await page.screenshot({ path: `out/counter-queue-${width}.png`, fullPage: true })
        await page.locator('.fin-card', { hasText: number }).getByRole('link').click()
        await expect(page.getByText(say('ca', 'counter.exchange-not-scanned'))).toBeVisible() // no scanner in the sample
        await gates(page)
        await page.getByLabel(say('ca', 'counter.event-send'), { exact: true }).check()
        await field(page, 'counter.identifier').fill('O00000000_26_00000001')
        await page.getByRole('button', { name: say('ca', 'Anota-ho'), exact: true }).click()
        await expect(page.locator('.govuk-tag').first()).toHaveText(say('ca', 'counter.exchange-sent'))
        await expect(page.getByRole('heading', { name: say('ca', "Què se n'ha anotat") })).toBeVisible()
        await gates(page)
        await page.screenshot({ path: `out/counter-exchange-${width}.png`, fullPage: true })
    })

test('somebody is found by name, and their number is told only when they are chosen', async ({ page, town, gates, heard }) => {
    await enter_office(page, town, 'nuria', '/oficina/taulell')
    const number = town.somebody()
    await page.locator('#search').fill(number)
    await page.keyboard.press('Enter')
    const name = await field(page, 'counter.name').inputValue()
    await page.goto('/oficina/taulell')
    await page.locator('#search').fill(name)
    await page.keyboard.press('Enter')
    const one = page.locator('[data-keys-list]').getByRole('button', { name }).first()
    await expect(one).toBeVisible()
    expect(await heard.documents.get(page)).not.toContain(number)
    await gates(page)
    await page.screenshot({ path: 'out/counter-names-1280.png', fullPage: true })
    await one.press('Enter')
    await expect(field(page, 'counter.name')).toHaveValue(name)
})

test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })
    test('papers are registered with the form itself', async ({ page, town, gates }) => {
        await enter_office(page, town, 'nuria', '/oficina/taulell')
        await page.locator('#search').fill(town.somebody())
        await page.keyboard.press('Enter')
        await field(page, 'counter.subject').fill('Vorera trencada')
        await page.locator('#papers').setInputFiles([paper])
        await page.locator('#subject').press('Enter')
        await expect(heading(page)).toContainText(/20\d\d-E-\d{6}/)
        await gates(page)
    })
    test('the buttons of the file field keep and take away files, and register nothing', async ({ page, town, gates }) => {
        await enter_office(page, town, 'nuria', '/oficina/taulell')
        await page.locator('#search').fill(town.somebody())
        await page.keyboard.press('Enter')
        await field(page, 'counter.subject').fill('Vorera trencada')
        await page.locator('#papers').setInputFiles([paper])
        await page.getByRole('button', { name: say('ca', 'Puja els fitxers'), exact: true }).click()
        await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'counter.put-in'))
        await expect(page.locator('.fin-file')).toHaveCount(1)
        await expect(field(page, 'counter.subject')).toHaveValue('Vorera trencada')
        await gates(page)
        await page.screenshot({ path: 'out/counter-put-in-1280.png', fullPage: true })
        await page.locator('.fin-file__remove').click()
        await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'counter.taken-out'))
        await expect(page.locator('.fin-file')).toHaveCount(0)
    })
})
