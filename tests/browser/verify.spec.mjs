// SPDX-License-Identifier: EUPL-1.2
// Verifying a document: by its code, by its QR, by the file; unknown ones, changed ones, revoked ones.
import jsqr from 'jsqr'
import { execFileSync } from 'node:child_process'
import { ask, download, download_link, heading, names, open_form } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const result = page => page.locator('.fin-result')
const valid = say('ca', 'documents.state-valid')
const unknown = say('ca', 'documents.unknown-code')

// A document of somebody's, with its file.
async function issued(page, person = '12345678Z') {
    await open_form(page, person)
    const document = await ask(page)
    return { ...document, pdf: await download(page, () => download_link(page).click()) }
}

async function verify_code(page, code) {
    await page.goto('/verifica')
    await page.getByLabel(say('ca', 'documents.code-label')).fill(code)
    await page.getByRole('button', { name: say('ca', 'Comprova el codi') }).click()
}

async function verify_file(page, buffer, name = 'volant.pdf') {
    await page.goto('/verifica')
    if (buffer) await page.getByLabel(say('ca', 'documents.file-label')).setInputFiles({ name, mimeType: 'application/pdf', buffer })
    await page.getByRole('button', { name: say('ca', 'Comprova el fitxer') }).click()
}

// What a telephone would read off the paper.
function qr_of(pdf) {
    const picture = execFileSync('pdftoppm', ['-gray', '-r', '150', '-f', '1', '-l', '1', pdf.file], { maxBuffer: 1 << 26 })
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 60).toString('latin1'))
    const [width, height] = [Number(head[1]), Number(head[2])]
    const grey = picture.subarray(head[0].length)
    const colours = new Uint8ClampedArray(width * height * 4)
    for (let i = 0; i < width * height; ++i) colours.set([grey[i], grey[i], grey[i], 255], i * 4)
    return jsqr(colours, width, height)?.data
}

for (const [way, options] of Object.entries({ 'with a script': {}, 'without JavaScript': { javaScriptEnabled: false } }))
    test.describe(way, () => {
        test.use(options)

        test('by the code as people type it, by the QR, by the file', async ({ page, gates, town }) => {
            const { code, pdf } = await issued(page)
            await page.getByRole('button', { name: say('ca', 'Surt'), exact: true }).click()
            for (const typed of [code, code.toLowerCase(), code.replaceAll('-', '').toLowerCase(), ` ${code.replaceAll('-', ' ')} `]) {
                await verify_code(page, typed)
                await expect(result(page), typed).toHaveText(valid)
            }
            await expect(page.locator('#main-content')).toContainText(code)
            await gates(page)
            await page.getByRole('link', { name: names.es, exact: true }).click()
            await expect(result(page)).toHaveText(say('es', 'documents.state-valid'))
            await expect(page.locator('#main-content')).toContainText(code)
            await page.getByRole('link', { name: names.ca, exact: true }).click()

            const address = qr_of(pdf)
            expect(address).toBe(`${town.url}/verifica/${code.replaceAll('-', '')}`)
            await page.goto(address)
            await expect(result(page)).toHaveText(valid)
            await gates(page)
            const original = await page.request.get(await page.getByRole('link', { name: say('ca', 'Obre el document original') }).getAttribute('href'))
            expect((await original.body()).equals(pdf.bytes)).toBe(true)

            await verify_file(page, pdf.bytes)
            await expect(result(page)).toHaveClass(/fin-result--valid/)
            await gates(page)
        })
    })

test('a file with one byte changed is not authentic', async ({ page, gates }) => {
    const { pdf } = await issued(page)
    const changed = Buffer.from(pdf.bytes)
    changed[changed.length >> 1] ^= 1
    await verify_file(page, changed)
    await expect(result(page)).toHaveText(new RegExp(say('ca', 'Aquest fitxer no és el que vam emetre.')))
    await expect(result(page)).toHaveClass(/fin-result--revoked/)
    await gates(page)
})

test('a file that is not ours is not authentic; none at all is a fault of the field', async ({ page, gates }) => {
    await verify_file(page, Buffer.from('%PDF-1.7\n%%EOF\n'))
    await expect(result(page)).toContainText(say('ca', 'Aquest fitxer no és el que vam emetre.'))
    await gates(page)
    await verify_file(page)
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.locator('#pdf-error')).toContainText(say('ca', 'documents.no-file'))
    await gates(page)
})

test('an unknown code is told at its field, and at its address by a page that helps', async ({ page, gates }) => {
    await verify_code(page, 'AAAA-BBBB-CCCC')
    await expect(page).toHaveTitle(/^Error: /)
    const field = page.getByLabel(say('ca', 'documents.code-label'))
    await expect(field).toHaveValue('AAAA-BBBB-CCCC')
    await expect(page.locator('#codi-error')).toContainText(unknown)
    await expect(field).toHaveAttribute('aria-describedby', /codi-error/)
    await page.getByRole('alert').getByRole('link').click()
    await expect(field).toBeFocused()
    await gates(page)
    await page.goto('/verifica/0000000000000000000000000A')
    await expect(heading(page)).toHaveText(say('ca', 'why.not-found'))
    await expect(page.locator('#main-content')).toContainText(unknown)
    await gates(page)
})

test('a revoked document shows that it is, and since when', async ({ page, town, gates }) => {
    const { code, path, pdf } = await issued(page, town.somebody())
    await town.command('document', 'revoke', '--town', town.dir, code, '--reason', 'issued with a wrong address')
    const revoked = say('ca', 'documents.state-revoked')
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Madrid' }).split('-')
    const since = new RegExp(`Des del ${Number(today[2])} d(e |’|')[a-zç]+ de ${today[0]}, a les \\d\\d:\\d\\d\\.`)
    await verify_code(page, code)
    await expect(result(page)).toContainText(revoked)
    await expect(result(page)).toContainText(since)
    await gates(page)
    await verify_file(page, pdf.bytes)
    await expect(result(page)).toContainText(revoked)
    await expect(result(page)).toContainText(say('ca', 'El fitxer és tal com el vam emetre.'))
    await gates(page)
    await page.goto(path)
    await expect(page.locator('.govuk-warning-text')).toContainText(revoked)
    await gates(page)
    await page.goto('/carpeta')
    await expect(page.locator('.fin-card')).toContainText(revoked)
    await gates(page)
})
