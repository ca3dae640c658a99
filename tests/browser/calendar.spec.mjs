// SPDX-License-Identifier: EUPL-1.2
// The calendar of non-working days and the deadlines counted with it.
import { execFileSync } from 'node:child_process'
import { heading, names } from './harness/citizen.mjs'
import { keyboard } from './harness/keyboard.mjs'
import { open_ledger } from './harness/ledger.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const form = '/seu/calendari/termini'
const result = page => page.locator('.fin-result__title')
const row = (page, text) => page.locator('.fin-count tbody tr', { hasText: text })

async function compute(page, { day, amount, unit, hour = '' }, language = 'ca') {
    await page.getByLabel(say(language, 'calendar.label-day')).fill(day)
    await page.getByLabel(say(language, 'calendar.label-amount')).fill(amount)
    await page.getByLabel(say(language, 'calendar.label-unit')).selectOption(unit)
    await page.getByLabel(say(language, 'calendar.label-hour')).fill(hour)
    await page.getByRole('button', { name: say(language, 'Calcula'), exact: true }).click()
}

for (const [way, options] of Object.entries({ 'with a script': {}, 'without JavaScript': { javaScriptEnabled: false } }))
    test.describe(way, () => {
        test.use(options)

        test('from the office to a term and its reasons', async ({ page, gates }) => {
            await page.goto('/seu')
            await page.getByRole('link', { name: say('ca', 'Calendari de dies inhàbils'), exact: true }).click()
            await page.getByRole('link', { name: say('ca', 'Calculeu quan acaba un termini') }).click()
            await gates(page)
            await compute(page, { day: '27/3/2026', amount: '10', unit: 'working-days' })
            await expect(result(page)).toHaveText("L'últim dia és el dimarts, 14 d'abril de 2026")
            await expect(row(page, 'Divendres Sant')).toHaveCount(1)
            await expect(page.locator('#main-content')).toContainText('Llei 39/2015, art. 30.3')
            await expect(page.getByLabel(say('ca', 'calendar.label-day'))).toHaveValue('27/3/2026')
            await gates(page)
            await page.getByRole('link', { name: names.en, exact: true }).click()
            await expect(result(page)).toHaveText('The last day is Tuesday 14 April 2026')
            await expect(row(page, 'Good Friday')).toHaveCount(1)
            await gates(page)
        })

        test('what is wrong comes back at its field with what was typed', async ({ page, gates }) => {
            await page.goto(form)
            await compute(page, { day: '31/2/2026', amount: '24', unit: 'hours', hour: '' })
            await expect(page).toHaveTitle(/^Error: /)
            const day = page.getByLabel(say('ca', 'calendar.label-day'))
            await expect(day).toHaveValue('31/2/2026')
            await expect(day).toHaveAttribute('aria-describedby', /dia-error/)
            await expect(page.locator('#hora-error')).toContainText(say('ca', 'calendar.no-hour'))
            await expect(page.getByLabel(say('ca', 'calendar.label-unit'))).toHaveValue('hours')
            await gates(page)
            await page.getByRole('alert').getByRole('link').first().click()
            await expect(day).toBeFocused()
            await compute(page, { day: '2/4/2026', amount: '24', unit: 'hours', hour: '13.30' })
            await expect(result(page)).toHaveText("El termini acaba el dimarts, 7 d'abril de 2026, a les 13:30")
        })
    })

test('a term that reaches a year without a calendar is not guessed', async ({ page, gates }) => {
    await page.goto(form)
    await compute(page, { day: '20/12/2027', amount: '10', unit: 'working-days' })
    await expect(result(page)).toHaveCount(0)
    await expect(page.locator('#dia-error')).toContainText('2028')
    await gates(page)
    await compute(page, { day: '18/12/2026', amount: '10', unit: 'working-days' })
    await expect(page.locator('.fin-result')).toContainText(
        say('ca', "Aquest termini depèn d'un calendari que encara no s'ha publicat oficialment: la data pot canviar."))
})

test('each year leads to the others, and marks its holidays by more than colour', async ({ page, gates }) => {
    await page.goto('/seu/calendari?any=2026')
    await expect(page.locator('.fin-month')).toHaveCount(12)
    await expect(page.locator('.fin-month .fin-day--holiday')).toHaveCount(14)
    await expect(page.locator('.fin-holidays li')).toHaveCount(14)
    await expect(page.locator('.fin-month').nth(3).getByRole('cell', { name: 'Divendres Sant' })).toHaveText(/^3E/)
    await gates(page)
    await page.locator('[rel=next]').click()
    await expect(heading(page)).toHaveText('Calendari de dies inhàbils de 2027')
    await expect(page.locator('.govuk-warning-text')).toBeVisible()
    await expect(page.locator('[rel=next]')).toHaveCount(0)
    await gates(page)
    await page.goto('/seu/calendari?any=2031')
    await expect(page.locator('#main-content')).toContainText(say('ca', 'calendar.no-year'))
    await gates(page)
})

for (const year of [2025, 2026, 2027])
    test(`the year ${year} prints on one sheet`, async ({ page }) => {
        await page.goto(`/seu/calendari?any=${year}`)
        await page.evaluate(() => document.fonts.ready)
        const margin = Object.fromEntries(['top', 'right', 'bottom', 'left'].map(side => [side, '10mm']))
        const pdf = await page.pdf({ format: 'A4', margin })
        const told = execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' })
        expect(told).toMatch(/^Pages: +1$/m)
    })

test('keyboard only: a term', async ({ page }) => {
    const keys = keyboard(page, await open_ledger(page))
    await page.goto(form)
    await keys.skip()
    await keys.tab_to(page.locator('#dia'))
    await keys.type('2026-01-31')
    await keys.tab_to(page.locator('#quantitat'))
    await keys.type('1')
    await keys.tab_to(page.locator('#unitat'))
    await keys.press('ArrowDown')
    await keys.press('ArrowDown')
    await expect(page.locator('#unitat')).toHaveValue('months')
    await keys.press('Enter')
    await keys.tab_to(page.getByRole('button', { name: say('ca', 'Calcula'), exact: true }))
    await keys.press('Enter')
    await expect(result(page)).toHaveText("L'últim dia és el dilluns, 2 de març de 2026")
})
