// SPDX-License-Identifier: EUPL-1.2
// Certificates that the secretary signs: asked for, waiting in the folder, signed many at once through Autofirma, stopped,
// cancelled, given back; and by hand without JavaScript. PDFBox signs (tests/pades), poppler and qpdf judge.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Autofirma, watched } from './harness/autofirma.mjs'
import { download, enter, heading } from './harness/citizen.mjs'
import { enter_office } from './harness/office.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const CERTIFICATES = '/tramits/certificat-empadronament'
const PADES = fileURLToPath(new URL('../pades/sign', import.meta.url))
test.beforeEach(() => test.setTimeout(150_000))
const button = (page, words) => page.getByRole('button', { name: say('ca', words), exact: true })
const link = (page, words) => page.getByRole('link', { name: say('ca', words), exact: true })
const p12 = (town, file) => join(town.dir, 'sample/certificates', `${file}.p12`)
const said = page => page.locator('[data-many-said]')
const filled = (key, values) => say('ca', key).replaceAll(/\{(\w+)\}/g, (_, name) => values[name])

// Of somebody new, by the interface for programs; children and others who may not have it are passed over.
async function asked(town, request, many) {
    const made = []
    while (made.length < many) {
        const token = (await town.command('token', '--town', town.dir, '--person', town.somebody(), '--level', 'high')).trim().split('\n').at(-1)
        const authorization = `Bearer ${token}`
        const answer = await request.post(CERTIFICATES, { headers: { authorization, accept: 'application/json' }, data: { kind: 'historical', purpose: 'other' } })
        if (answer.status() === 202) made.push({ ...(await answer.json()).request, authorization })
    }
    return made
}
const state_of = async (request, one) => (await (await request.get(one.href, { headers: { authorization: one.authorization, accept: 'application/json' } })).json()).state

// What the server refuses of one document is told in its row; the browser's own line on it is no fault.
async function to_batch(page, town, waiting, heard) {
    page.on('response', answer => /\/(signa|signat)$/.test(answer.url()) && [409, 422].includes(answer.status()) && heard.statuses.set(answer.url(), answer.status()))
    await enter_office(page, town, 'secretaria', '/oficina/signatura')
    for (const one of waiting) await page.locator(`#id-${one.id}`).check({ force: true })
    await button(page, 'Signa els triats').click()
    await expect(heading(page)).toHaveText(say('ca', 'signatures.batch-title'))
}
const sign_button = (page, count) => page.getByRole('button', { name: filled('signatures.sign-count', { count }), exact: true })
const row = (page, one) => page.locator(`[data-many-row="${one.id}"] [data-many-state]`)

for (const width of [1280, 375])
    test(`a citizen asks, is told who signs, and wants it no more, ${width} px`, async ({ page, town, gates }) => {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(`/entra?retorn=${CERTIFICATES}&nivell=substantial`)
        await enter(page, town.somebody())
        await expect(page.locator('#main')).toContainText(say('ca', 'padro.kind-waits'))
        await gates(page)
        await page.getByLabel(say('ca', 'padro.kind-historical'), { exact: true }).check()
        await button(page, "Demana'l ara").click()
        await expect(page.locator('#main-content')).toContainText(say('ca', 'signatures.state-waiting'))
        await gates(page)
        await page.screenshot({ path: `out/signature-request-${width}.png`, fullPage: true })
        await page.goto('/carpeta')
        await expect(page.locator('.fin-card').first()).toContainText(say('ca', 'signatures.state-waiting'))
        await gates(page)
        await page.screenshot({ path: `out/signature-folder-${width}.png`, fullPage: true })
        await page.locator('.fin-card a').first().click()
        await button(page, 'Ja no el vull').click()
        await expect(page.locator('#main-content')).toContainText(say('ca', 'signatures.state-cancelled'))
        await gates(page)
    })

test.describe('through Autofirma', () => {
    test.use({ ignoreHTTPSErrors: true })
    let program
    test.afterEach(() => program?.close())

    for (const width of [1280, 375])
        test(`many are signed, the certificate is chosen once, ${width} px`, async ({ page, town, request, gates, heard }) => {
            await page.setViewportSize({ width, height: 900 })
            const waiting = await asked(town, request, 4)
            program = new Autofirma(p12(town, 'secretary'))
            await watched(page, () => program)
            await enter_office(page, town, 'secretaria', '/oficina/signatura')
            await gates(page)
            await page.screenshot({ path: `out/signature-queue-${width}.png`, fullPage: true })
            await to_batch(page, town, waiting, heard)
            await gates(page)
            // One is wanted no more while the page stands there.
            await request.post(waiting[1].href + '/anulla', { headers: { authorization: waiting[1].authorization }, data: {} })
            await sign_button(page, 4).focus()
            await page.keyboard.press('Enter')
            await expect(said(page)).toHaveText(say('ca', 'signatures.say-opening'))
            await expect(said(page)).toHaveText(filled('signatures.say-done', { signed: 3, of: 4 }), { timeout: 60_000 })
            await expect(row(page, waiting[1])).toContainText(say('ca', 'signatures.is-cancelled'))
            for (const at of [0, 2, 3]) await expect(row(page, waiting[at])).toHaveText(say('ca', 'signatures.say-row-signed'))
            await gates(page)
            await page.screenshot({ path: `out/signature-batch-${width}.png`, fullPage: true })
            expect(program.chosen, 'certificates chosen').toBeLessThanOrEqual(2) // once for each kind of key that is tried
            expect(program.asked.filter(each => each.resetsticky).length).toBeGreaterThan(0)
            for (const each of program.asked) expect([each.format, each.sticky]).toEqual(['PAdES', 'true'])
            for (const at of [0, 2, 3]) expect(await state_of(request, waiting[at])).toBe('signed')
            const folder = await (await request.get('/carpeta', { headers: { authorization: waiting[0].authorization, accept: 'application/json' } })).json()
            const pdf = await (await request.get(folder.documents[0].pdf, { headers: { authorization: waiting[0].authorization } })).body()
            const file = test.info().outputPath('signed.pdf')
            writeFileSync(file, pdf)
            const told = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })
            expect(told).toContain('Signature is Valid')
            expect(told).toContain('MONTSERRAT VILA CAMP')
            expect(told).toContain('Total document signed')
            execFileSync('qpdf', ['--check', file], { stdio: 'pipe' })
            await page.goto(folder.documents[0].verify)
            await expect(page.locator('#main-content')).toContainText('Montserrat Vila Camp, Secretària')
            await gates(page)
        })

    test('cancelled in the middle, what is signed stays signed, and the rest goes on later', async ({ page, town, request, gates, heard }) => {
        const waiting = await asked(town, request, 3)
        program = new Autofirma(p12(town, 'secretary'), { answers: ['sign', 'sign', 'CANCEL'] }) // the first is asked for twice
        await watched(page, () => program)
        await to_batch(page, town, waiting, heard)
        await sign_button(page, 3).click()
        await expect(said(page)).toContainText(say('ca', 'signatures.say-cancelled'), { timeout: 60_000 })
        await expect(said(page)).toContainText(filled('signatures.say-done', { signed: 1, of: 3 }))
        expect(await state_of(request, waiting[0])).toBe('signed')
        expect(await state_of(request, waiting[1])).toBe('waiting')
        await gates(page)
        program.close()
        program = new Autofirma(p12(town, 'secretary'))
        await sign_button(page, 3).click()
        await expect(said(page)).toHaveText(filled('signatures.say-done', { signed: 3, of: 3 }), { timeout: 60_000 })
        await link(page, 'Torna als documents per signar').click()
        for (const one of waiting) await expect(page.locator(`#id-${one.id}`)).toHaveCount(0)
    })

    test('stopped after the one under way; somebody elses certificate signs nothing', async ({ page, town, request, heard }) => {
        const waiting = await asked(town, request, 6) // enough that some are left when it is stopped
        program = new Autofirma(p12(town, 'employee'))
        await watched(page, () => program)
        await to_batch(page, town, waiting, heard)
        await sign_button(page, 6).click()
        await expect(row(page, waiting[0])).toContainText(say('ca', 'signatures.certificate-other-person'), { timeout: 60_000 })
        await button(page, 'Atura').click()
        await expect(said(page)).toHaveText(filled('signatures.say-stopped', { signed: 0, of: 6 }), { timeout: 30_000 })
        for (const one of waiting) expect(await state_of(request, one)).toBe('waiting')
    })
})

for (const javaScriptEnabled of [true, false])
    test.describe(javaScriptEnabled ? 'by hand, with a script' : 'by hand, without JavaScript', () => {
        test.use({ javaScriptEnabled })
        test('a file down, the signed one up; another one is given back', async ({ page, town, request, gates }) => {
            const [first, second] = await asked(town, request, 2)
            await enter_office(page, town, 'secretaria', '/oficina/signatura')
            await page.goto(`/oficina/signatura/${first.id}`)
            await gates(page)
            if (javaScriptEnabled) await page.screenshot({ path: 'out/signature-one-1280.png', fullPage: true })
            await button(page, "Signa'l a mà").click()
            await gates(page)
            if (javaScriptEnabled) await page.screenshot({ path: 'out/signature-by-hand-1280.png', fullPage: true })
            const got = await download(page, () => link(page, 'Baixeu el document que heu de signar (PDF)').click())
            const at = name => test.info().outputPath(name)
            writeFileSync(at('in.pdf'), got.bytes)
            for (const [name, ...which] of [['own.pem', '-nokeys', '-clcerts'], ['own.key', '-nocerts'], ['chain.pem', '-nokeys', '-cacerts']])
                execFileSync('openssl', ['pkcs12', '-in', p12(town, 'secretary'), '-passin', 'pass:mostra', '-nodes', ...which, '-out', at(name)], { stdio: 'pipe' })
            const send = async (file, ...how) => {
                execFileSync(PADES, [at('.'), at('in.pdf'), at(file), ...how], { stdio: 'pipe' })
                await page.locator('input[type=file]').setInputFiles(at(file))
                await button(page, 'Puja el document signat').click()
            }
            await send('visible.pdf', 'visible')
            await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'signatures.pdf-changed'))
            await gates(page)
            await send('good.pdf')
            await expect(page.locator('#main-content')).toContainText(say('ca', 'signatures.done-signat'))
            await gates(page)
            expect(await state_of(request, first)).toBe('signed')
            await page.goto(`/oficina/signatura/${second.id}`)
            await page.locator('#why').fill("Passeu per l'oficina a mostrar el document")
            await button(page, "Torna'l a qui el va demanar").click()
            await expect(page.locator('#main-content')).toContainText(say('ca', 'signatures.done-tornat'))
            expect(await state_of(request, second)).toBe('returned')
            expect(readFileSync(at('good.pdf')).subarray(0, got.bytes.length).equals(got.bytes)).toBe(true)
        })
    })
