// SPDX-License-Identifier: EUPL-1.2
// The citizen's journey on a desktop and a telephone, and in the other languages; the search on its way.
import { enter, heading, slip } from './harness/citizen.mjs'
import { whole_journey } from './harness/journey.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

for (const [name, viewport] of [['1280x900', { width: 1280, height: 900 }], ['375x667', { width: 375, height: 667 }]])
    test.describe(name, () => {
        test.use({ viewport })
        test('from the home page to the slip and out', async ({ page, gates }) => whole_journey(page, gates))
    })

for (const language of ['es', 'en'])
    test(`from the home page to the slip and out, in ${language}`, async ({ page, gates }) => whole_journey(page, gates, language))

test.describe('a browser that asks for Spanish', () => {
    test.use({ locale: 'es-ES' })
    test('is answered in Spanish', async ({ page }) => {
        await page.goto('/')
        await expect(page.locator('html')).toHaveAttribute('lang', 'es')
    })
})

// What is typed, and what must be among the first three found.
const searches = [
    ['empadronament', 'volant-empadronament'],
    ['enpadronar', 'volant-empadronament'],
    ['empadronar-me', 'alta-empadronament'],
    ['volants', 'volant-empadronament'],
    ['certificado padron', 'certificat-empadronament'],
    ['QUEIXES', 'queixes-suggeriments'],
    ['queixa', 'queixes-suggeriments'],
    ['brosa', 'carnet-deixalleria'],
    ['punto limpio', 'carnet-deixalleria'],
    ['complaint', 'queixes-suggeriments'],
]
test('the search finds it as people write it', async ({ page }) => {
    await page.goto('/')
    for (const [typed, found] of searches) {
        await page.getByRole('searchbox').fill(typed)
        await page.keyboard.press('Enter')
        await page.waitForURL(url => url.searchParams.get('q') === typed)
        await expect(page.getByRole('searchbox')).toHaveValue(typed)
        const links = await page.locator('.fin-card__title a').evaluateAll(all => all.slice(0, 3).map(a => a.getAttribute('href')))
        expect.soft(links, typed).toContain(`/tramits/${found}`)
    }
})

test('a search that finds nothing helps', async ({ page, gates }) => {
    await page.goto('/tramits?q=xqzwv')
    await expect(page.getByRole('status')).toBeVisible()
    await expect(page.locator('.fin-card')).toHaveCount(0)
    await gates(page)
    await page.getByRole('link', { name: say('ca', 'Mostra tots els tràmits') }).click()
    expect(await page.locator('.fin-card').count()).toBeGreaterThan(10)
})

test('the words that the empty search proposes do find something', async ({ page }) => {
    const advice = say('ca', 'Proveu amb altres paraules, o amb una de sola: «empadronar», «brossa», «guals».')
    const title = { empadronar: 'empadronament', brossa: 'deixalleria', guals: 'tributs' }
    for (const [, word] of advice.matchAll(/«(.+?)»/g)) {
        await page.goto(`/tramits?q=${word}`)
        expect.soft(await page.locator('.fin-cards').innerHTML({ timeout: 1000 }), word).toContain(title[word] ?? word)
    }
})

test('entering leads to where one was going', async ({ page }) => {
    await page.goto('/carpeta')
    await enter(page, '12345678Z')
    await expect(heading(page)).toHaveText(say('ca', 'documents.folder-title'))
    await page.goto(slip)
    await expect(page.getByRole('radio')).toHaveCount(3)
})
