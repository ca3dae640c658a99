// SPDX-License-Identifier: EUPL-1.2
// The same journey without a script, in forced colours, on the narrowest screen, and without a mouse.
import {
    ask, ask_button, document_on, download, download_link, expect_sealed, heading, open_form, slip, slip_titles,
} from './harness/citizen.mjs'
import { whole_journey } from './harness/journey.mjs'
import { keyboard } from './harness/keyboard.mjs'
import { open_ledger } from './harness/ledger.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const modes = {
    'without JavaScript': { javaScriptEnabled: false },
    'forced colours': { contextOptions: { forcedColors: 'active' } },
    '320 px': { viewport: { width: 320, height: 640 } },
}
for (const [name, options] of Object.entries(modes))
    test.describe(name, () => {
        test.use(options)
        test('from the home page to the slip and out', async ({ page, gates }) => whole_journey(page, gates))
    })

test('keyboard only: from the home page to the slip and out', async ({ page }) => {
    const ledger = await open_ledger(page)
    const keys = keyboard(page, ledger)
    const main = page.locator('#main-content')
    const link = name => main.getByRole('link', { name, exact: true })
    await page.goto('/')
    await keys.skip()
    await keys.tab_to(page.getByRole('searchbox'))
    await keys.type('enpadronar')
    await keys.press('Enter')
    await page.waitForURL(/q=/)
    await keys.skip()
    await keys.tab_to(link(slip_titles.ca))
    await keys.press('Enter')
    await page.waitForURL(`**${slip}`)

    await keys.skip()
    await keys.tab_to(link(say('ca', 'Identifiqueu-vos i demaneu-lo')))
    await keys.press('Enter')
    await page.waitForURL('**/entra**')
    await keys.skip()
    await keys.tab_to(page.getByLabel(say('ca', 'identity.document')))
    await keys.type('12345678Z')
    await keys.press('Tab')
    await keys.press('ArrowDown')
    await expect(page.locator('#level-high')).toBeChecked()
    await keys.tab_to(main.getByRole('button', { name: say('ca', 'Entra'), exact: true }))
    await keys.press('Space')
    await page.waitForURL(`**${slip}`)

    await keys.skip()
    await keys.tab_to(page.locator('#kind'))
    await keys.press('ArrowDown')
    await expect(page.locator('#kind-household')).toBeChecked()
    await keys.press('ArrowDown')
    await expect(page.locator('#kind-historical')).toBeChecked()
    await keys.tab_to(page.locator('#purpose'))
    await keys.press('ArrowUp')
    await expect(page.locator('#purpose')).toHaveValue('administration')
    await keys.tab_to(ask_button(page))
    await keys.press('Space')
    await page.waitForURL('**/carpeta/documents/**')
    await expect(heading(page)).toHaveText(say('ca', 'padro.slip-title-historical'))

    const { code } = await document_on(page)
    await keys.skip()
    await keys.tab_to(download_link(page))
    expect_sealed(await download(page, () => keys.press('Enter')), code)
    await keys.tab_to(link(say('ca', 'Aneu a la meva carpeta')))
    await keys.press('Enter')
    await page.waitForURL('**/carpeta')
    await keys.tab_to(page.getByRole('button', { name: say('ca', 'Surt'), exact: true }))
    await keys.press('Enter')
    await expect(heading(page)).toHaveText(say('ca', 'site.home-title'))
})

test('keyboard only: what is folded opens and closes', async ({ page }) => {
    const keys = keyboard(page, await open_ledger(page))
    await page.goto('/tramits/alta-empadronament')
    await keys.skip()
    await keys.tab_to(page.locator('summary'))
    for (const key of ['Space', 'Enter']) {
        await keys.press(key)
        await expect(page.locator('details')).toHaveJSProperty('open', key === 'Space')
    }
})

test('the code can be copied, and that is said', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await open_form(page, '12345678Z')
    const { code } = await ask(page)
    await page.getByRole('button', { name: say('ca', 'Copia el codi') }).click()
    await expect(page.getByRole('status')).toHaveText(say('ca', 'Codi copiat'))
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code)
})
