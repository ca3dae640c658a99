// SPDX-License-Identifier: EUPL-1.2
// A draft that goes on elsewhere: the link and the code are read on one device and typed on another, by somebody else.
import { enter, heading } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const button = (page, text) => page.getByRole('button', { name: say('ca', text), exact: true })
const valued = (page, label) => page.locator('.govuk-summary-list__row').filter({ hasText: say('ca', label) }).locator('.fin-code')

for (const [width, javaScriptEnabled] of [[1280, true], [375, false]])
    test.describe(`${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
        test.use({ viewport: { width, height: 900 }, javaScriptEnabled })
        test('a draft begun by one is ended by another', async ({ page, town, gates }) => {
            await page.goto('/entra?retorn=/tramits/instancia-generica/esborranys')
            await enter(page, town.somebody())
            await button(page, 'Comença').click()
            await page.getByLabel('Demano', { exact: true }).fill('Que poseu un banc a la plaça')
            await button(page, 'Desa i continua més tard').click()
            await page.getByRole('link', { name: say('ca', 'Continueu-lo en un altre aparell o com una altra persona') }).click()
            await gates(page)
            await button(page, "Dona'm un enllaç i un codi").click()
            await expect(page.getByRole('img', { name: say('ca', 'forms.handover-qr') })).toBeVisible()
            await gates(page)
            const link = await valued(page, 'Enllaç').textContent(), code = await valued(page, 'Codi').textContent()

            const mine = await page.context().cookies()
            await page.context().clearCookies() // another device
            await page.goto(new URL(link).pathname)
            await enter(page, town.somebody())
            await expect(heading(page)).toHaveText(say('ca', 'forms.take-title'))
            await gates(page)
            await page.getByLabel(say('ca', 'forms.take-code'), { exact: true }).fill('1111 1111')
            await button(page, 'Continua').click()
            await expect(page.locator('.govuk-error-summary')).toContainText('4')
            await gates(page)
            await page.getByLabel(say('ca', 'forms.take-code'), { exact: true }).fill(code)
            await page.keyboard.press('Enter')
            await expect(page.locator('.fin-result')).toContainText(say('ca', "L'esborrany ja és vostre"))
            await gates(page)
            await page.getByRole('link', { name: say('ca', 'Què demaneu?'), exact: false }).first().click()
            await expect(page.getByLabel('Demano', { exact: true })).toHaveValue('Que poseu un banc a la plaça')
            await page.context().clearCookies()
            await page.context().addCookies(mine)
            await page.goto('/carpeta/esborranys')
            await expect(page.locator('#main-content')).toContainText(say('ca', 'No teniu res a mig fer.'))
        })
    })
