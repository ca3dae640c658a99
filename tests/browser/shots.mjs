// SPDX-License-Identifier: EUPL-1.2
// Pictures for the README, of a sample town made for it: node shots.mjs
import { chromium } from '@playwright/test'
import { mkdir, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ask, enter, heading, open_form } from './harness/citizen.mjs'
import { start_town } from './harness/town.mjs'
import { say } from './harness/words.mjs'

const images = resolve(import.meta.dirname, '../../docs/images')
const largest = 150_000

async function shoot(browser, town, name, viewport, go) {
    const page = await browser.newPage({ baseURL: town.url, locale: 'ca-ES', timezoneId: 'Europe/Madrid', viewport })
    await go(page)
    await heading(page).waitFor()
    await page.evaluate(() => document.fonts.ready)
    const path = resolve(images, name)
    await page.screenshot({ path })
    const { size } = await stat(path)
    console.log(`${path}: ${size} bytes`)
    if (size > largest) throw new Error(`over ${largest} bytes`)
    await page.close()
}

await mkdir(images, { recursive: true })
const town = await start_town()
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--disable-background-networking', '--disable-sync'] })
try {
    await shoot(browser, town, 'home-1280.png', { width: 1280, height: 900 }, page => page.goto('/'))
    await shoot(browser, town, 'document-375.png', { width: 375, height: 812 }, async page => {
        await open_form(page, '12345678Z')
        await ask(page)
    })
    // Filing: a form with rows and a sum, the check before signing, the matter with its number.
    const go_on = page => page.getByRole('button', { name: say('ca', 'Continua'), exact: true }).click()
    const begun = async page => {
        await page.goto('/entra?retorn=/tramits/comunicacio-obres/esborranys')
        await enter(page, '12345678Z')
        await page.getByRole('button', { name: say('ca', 'Comença'), exact: true }).click()
        await page.getByLabel('Descripció de les obres', { exact: true }).fill('Canviar el terra de la cuina')
        await page.getByLabel("A l'interior, sense tocar l'estructura", { exact: true }).check()
        await go_on(page)
        await go_on(page)
        await page.getByLabel('Concepte').fill('Rajoles i mà d’obra')
        await page.getByLabel('Import sense IVA (€)').fill('1.250,50')
        for (const [legend, day] of [['començaran', '1'], ['acabaran', '30']]) {
            const group = page.getByRole('group', { name: new RegExp(legend) })
            await group.getByLabel(say('ca', 'web.date-day'), { exact: true }).fill(day)
            await group.getByLabel(say('ca', 'web.date-month'), { exact: true }).fill('6')
            await group.getByLabel(say('ca', 'web.date-year'), { exact: true }).fill('2030')
        }
    }
    const checked = async page => {
        await begun(page)
        await go_on(page)
        await page.getByLabel(/Declaro que les obres/).check()
        await go_on(page)
        await page.getByLabel(say('ca', 'cases.sign')).check()
    }
    await shoot(browser, town, 'filing-form-375.png', { width: 375, height: 1250 }, begun)
    await shoot(browser, town, 'filing-check-1280.png', { width: 1280, height: 1400 }, checked)
    await shoot(browser, town, 'filing-done-1280.png', { width: 1280, height: 900 }, async page => {
        await checked(page)
        await page.getByRole('button', { name: say('ca', 'Signa i presenta'), exact: true }).click()
        await page.waitForSelector('.govuk-panel')
    })
} finally {
    await browser.close()
    await town.stop()
}
