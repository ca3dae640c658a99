// SPDX-License-Identifier: EUPL-1.2
// Files handed in: with a script and without, by keyboard, refused by name, gone on with after the page was left.
import { enter, heading } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const rows = page => page.locator('.fin-file')
const input = page => page.getByLabel(say('ca', 'uploads.mine-label'), { exact: true })
const letter = (name = 'carta.txt', size = 2000) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('Bon dia, senyora alcaldessa.\n'.repeat(Math.ceil(size / 29)).slice(0, size)) })
const said = (page, words) => expect(page.locator('fin-uploads [aria-live=polite]')).toHaveText(words)

// What this test has made go wrong, browsers note in their console.
const meant = (heard, pattern) => (heard.errors = heard.errors.filter(({ text }) => !pattern.test(text)))
const remove = file => say('ca', 'uploads.remove').replace('{file}', file)

async function opened(page, town) {
    await page.goto('/entra?retorn=/carpeta/fitxers')
    await enter(page, town.somebody())
    await expect(heading(page)).toHaveText(say('ca', 'uploads.mine-title'))
}

for (const width of [1280, 375])
    test.describe(`${width} px`, () => {
        test.use({ viewport: { width, height: 900 } })

        test('a file goes up as soon as it is chosen, and away again', async ({ page, town, gates }) => {
            await opened(page, town)
            await gates(page)
            await expect(page.locator('#fitxers-limits'), 'limits stand before the choice').toContainText('100 MB')
            await input(page).setInputFiles([letter(), letter('segona carta.txt', 3_000_000)])
            await expect(rows(page)).toHaveCount(2)
            // The sample town has no scanner: what is there waits for one, and the page says so.
            for (const row of await rows(page).all()) await expect(row).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 15_000 })
            await said(page, /s'ha pujat/)
            await page.screenshot({ path: `out/uploads-${width}.png`, fullPage: true })
            await gates(page)
            await page.reload()
            await expect(rows(page)).toHaveCount(2)
            await gates(page)
            await page.getByRole('button', { name: remove('carta.txt'), exact: true }).focus()
            await page.keyboard.press('Enter')
            await expect(rows(page)).toHaveCount(1)
            await expect(rows(page)).toContainText('segona carta.txt')
        })
    })

test('what is not what its name says is refused in words, and can be tried again', async ({ page, town, heard }) => {
    await opened(page, town)
    await input(page).setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: Buffer.from('no és cap foto\n') })
    await expect(rows(page)).toContainText('foto.png')
    await expect(rows(page).locator('.govuk-error-message')).toContainText('foto.png')
    await expect(rows(page).getByRole('button')).toHaveCount(1)
    meant(heard, /status of 422/)
})

test('an upload that the page left behind goes on when its file is chosen again', async ({ page, town, heard }) => {
    await opened(page, town)
    const file = letter('llarga.txt', 9_000_000)
    let pieces = 0
    await page.route('**/fitxers/*', route => (route.request().method() === 'PATCH' && ++pieces > 1 ? route.abort() : route.continue()))
    await input(page).setInputFiles(file)
    await expect.poll(() => pieces).toBeGreaterThan(1)
    await page.unroute('**/fitxers/*')
    await page.reload()
    await expect(rows(page)).toContainText(say('ca', 'uploads.state-receiving'))
    const offsets = []
    page.on('request', request => request.method() === 'PATCH' && offsets.push(Number(request.headers()['upload-offset'])))
    await input(page).setInputFiles(file)
    await expect(rows(page)).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 20_000 })
    await expect(rows(page)).toHaveCount(1)
    expect(offsets[0]).toBeGreaterThan(0)
    meant(heard, /ERR_FAILED/)
})

// A photograph as a telephone makes it: its rows lie on their side, and Exif says how to turn them.
async function photograph(page, words) {
    const drawn = await page.evaluate(text => {
        const canvas = document.createElement('canvas')
        canvas.width = 1200
        canvas.height = 900
        const paint = canvas.getContext('2d')
        paint.fillStyle = '#fffbe6'
        paint.fillRect(0, 0, 1200, 900)
        paint.translate(0, 900)
        paint.rotate(-Math.PI / 2)
        paint.fillStyle = '#222'
        paint.font = '80px sans-serif'
        paint.fillText(text, 60, 200)
        return canvas.toDataURL('image/jpeg').split(',')[1]
    }, words)
    const jpeg = Buffer.from(drawn, 'base64')
    const turned = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010006000000000000', 'hex')
    return Buffer.concat([jpeg.subarray(0, 2), turned, jpeg.subarray(2)])
}

for (const javaScriptEnabled of [true, false])
    test.describe(`photographs, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
        test.use({ viewport: { width: 375, height: 900 }, javaScriptEnabled })
        test('photographs become one PDF', async ({ page, town, gates, browser }) => {
            const painter = await (await browser.newContext()).newPage()
            const pages = []
            for (const name of ['Pàgina 1', 'Pàgina 2']) pages.push({ name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: await photograph(painter, name) })
            await painter.context().close()
            await opened(page, town)
            const join = page.getByRole('button', { name: say('ca', 'Ajunta les fotografies en un PDF'), exact: true })
            await expect(join, 'nothing to join yet').toBeHidden()
            await input(page).setInputFiles(pages)
            if (!javaScriptEnabled) await page.getByRole('button', { name: say('ca', 'Puja els fitxers'), exact: true }).click()
            await expect(rows(page)).toHaveCount(2)
            await expect(join).toBeVisible({ timeout: 15_000 })
            for (const row of await rows(page).all()) await expect(row).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 15_000 })
            await join.click()
            await expect(rows(page)).toHaveCount(3)
            await expect(rows(page).last()).toContainText('Pàgina 1.pdf')
            await page.screenshot({ path: `out/photographs-${javaScriptEnabled}.png`, fullPage: true })
            await gates(page)
        })
    })

test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })
    test('files are chosen, sent, refused by name and taken away', async ({ page, town, gates }) => {
        await opened(page, town)
        const send = page.getByRole('button', { name: say('ca', 'Puja els fitxers'), exact: true })
        await send.click()
        await expect(page.locator('#fitxers-error')).toContainText(say('ca', 'uploads.nothing-chosen'))
        await gates(page)
        await input(page).setInputFiles([letter(), { name: 'foto.png', mimeType: 'image/png', buffer: Buffer.from('text\n') }])
        await send.click()
        await expect(page.locator('#fitxers-error')).toContainText('foto.png')
        await expect(rows(page), 'the good one stays').toHaveCount(1)
        await gates(page)
        await page.getByRole('button', { name: remove('carta.txt'), exact: true }).click()
        await expect(rows(page)).toHaveCount(0)
    })
})
