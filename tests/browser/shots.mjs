// SPDX-License-Identifier: EUPL-1.2
// Pictures for the README, of a sample town made for it: node shots.mjs
import { chromium } from '@playwright/test'
import { mkdir, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ask, heading, open_form } from './harness/citizen.mjs'
import { start_town } from './harness/town.mjs'

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
} finally {
    await browser.close()
    await town.stop()
}
