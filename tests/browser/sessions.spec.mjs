// SPDX-License-Identifier: EUPL-1.2
// A session left open on another computer is closed from this one, by keyboard alone.
import { enter, heading } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const cards = page => page.locator('.fin-card')

for (const width of [1280, 375])
    test.describe(`${width} px`, () => {
        test.use({ viewport: { width, height: 900 } })
        test('a session left open elsewhere is closed', async ({ page, browser, town, gates }) => {
            const person = town.somebody()
            const elsewhere = await browser.newContext({ baseURL: town.url, locale: 'ca' })
            for (const one of [await elsewhere.newPage(), page]) {
                await one.goto('/entra')
                await enter(one, person)
                await expect(one).toHaveURL(/\/carpeta$/)
            }
            await page.getByRole('link', { name: say('ca', 'Sessions obertes'), exact: true }).click()
            await expect(heading(page)).toHaveText(say('ca', 'identity.sessions-title'))
            await expect(cards(page)).toHaveCount(2)
            await gates(page)
            await page.getByRole('button', { name: say('ca', 'Tanca totes les altres'), exact: true }).focus()
            await page.keyboard.press('Enter')
            await expect(cards(page)).toHaveCount(1)
            await expect(cards(page)).toContainText(say('ca', 'Aquesta'))
            await gates(page)
            const there = elsewhere.pages()[0]
            await there.goto('/carpeta')
            await expect(there).toHaveURL(/\/entra\?retorn=/)
            await elsewhere.close()
            // A page that does not exist still knows who is here.
            await page.goto('/no-hi-es')
            await expect(page.getByRole('button', { name: say('ca', 'Surt'), exact: true })).toBeVisible()
        })
    })
