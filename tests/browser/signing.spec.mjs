// SPDX-License-Identifier: EUPL-1.2
// Signing with one's own certificate: Autofirma called by the page, cancelled, refused, old, not there; and by hand.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Autofirma, watched } from './harness/autofirma.mjs'
import { download, enter, heading } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const NURIA = '12345678Z'
test.beforeEach(() => test.setTimeout(150_000))
const button = (page, words) => page.getByRole('button', { name: say('ca', words), exact: true })
const said = page => page.locator('[data-afirma-said]')
const p12 = (town, file) => join(town.dir, 'sample/certificates', `${file}.p12`)

// On the page that has something to be signed.
async function to_sign(page) {
    await page.goto('/entra?retorn=/tramits/instancia-generica')
    await enter(page, NURIA)
    await page.getByRole('link', { name: say('ca', 'Comença el tràmit'), exact: true }).click()
    await button(page, 'Comença').click()
    await page.getByLabel('Demano', { exact: true }).fill('Que poseu un banc a la plaça')
    await button(page, 'Continua').click()
    if (await heading(page).textContent() === say('ca', 'forms.proposals-title'))
        await page.getByRole('link', { name: say('ca', 'Continua amb la instància genèrica'), exact: true }).click()
    await page.getByLabel('Assumpte, en poques paraules', { exact: true }).fill('Un banc')
    await page.getByLabel('Exposo els fets i les raons', { exact: true }).fill('La plaça no en té cap.')
    await page.getByLabel(say('ca', 'forms.no'), { exact: true }).check()
    for (let i = 0; i < 4 && !/presenta$/.test(page.url()); ++i) {
        await button(page, 'Continua').click()
        await page.waitForLoadState()
    }
    await expect(heading(page)).toHaveText(say('ca', 'cases.check-title'))
}

async function begin_signing(page) {
    await button(page, 'Signa amb el certificat').click()
    await expect(heading(page)).toHaveText(say('ca', 'cases.signing-title'))
}

test.describe('through Autofirma', () => {
    test.use({ ignoreHTTPSErrors: true })
    let program
    test.afterEach(() => program?.close())

    for (const width of [1280, 375])
        test(`it is signed and filed, ${width} px`, async ({ page, town, gates }) => {
            await page.setViewportSize({ width, height: 900 })
            program = new Autofirma(p12(town, 'idcat'))
            const opened = await watched(page, () => program)
            await to_sign(page)
            await gates(page)
            await begin_signing(page)
            await gates(page)
            const hash = (await page.locator('.fin-code.fin-kept').textContent()).trim()
            expect(hash).toMatch(/^[0-9a-f]{64}$/)
            await button(page, "Obre l'Autofirma i signa").focus()
            await page.keyboard.press('Enter')
            await expect(said(page)).toHaveText(say('ca', 'cases.autofirma-opening'))
            await expect(page.locator('.govuk-panel')).toContainText(/20\d\d-E-\d{6}/, { timeout: 20_000 })
            await expect(page.locator('#main-content')).toContainText('NURIA PUIG FERRER')
            await expect(page.locator('#main-content')).toContainText('Emissora de mostra')
            await gates(page)
            expect(opened).toHaveLength(1)
            // Its key is of a curve: asked for RSA first, it said so.
            expect(program.asked.map(each => each.algorithm)).toEqual(['SHA256withRSA', 'SHA256withECDSA'])
            expect(program.asked[0].appname).toBeTruthy()
            // Anybody's program can check what was filed.
            const at = name => test.info().outputPath(name)
            for (const [link, file] of [['El text signat (JSON)', 'text'], ['La signatura (CSIG)', 'signature']]) {
                const got = await download(page, () => page.getByRole('link', { name: say('ca', link), exact: true }).click())
                writeFileSync(at(file), got.bytes)
            }
            execFileSync('openssl', ['cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-in', at('signature'), '-content', at('text'),
                '-CAfile', join(town.dir, 'trust/sample.pem'), '-purpose', 'any', '-out', at('out')], { stdio: 'pipe' })
            expect(readFileSync(at('text'), 'utf8')).toContain('Que poseu un banc')
        })

    test('what goes wrong is told in words, and nothing is lost', async ({ page, town, gates }) => {
        program = new Autofirma(p12(town, 'idcat'), { answers: ['CANCEL', 'SAF_19: No hay certificados', 'SAF_77: x', undefined, 'NULL'] })
        await watched(page, () => program)
        await to_sign(page)
        await begin_signing(page)
        for (const word of ['cancelled', 'no-certificate', 'failed', 'closed', 'failed']) {
            await button(page, "Obre l'Autofirma i signa").click()
            await expect(said(page)).toContainText(say('ca', `cases.autofirma-${word}`), { timeout: 10_000 })
        }
        await gates(page)
        await page.getByRole('link', { name: say('ca', 'Signar-ho sense certificat'), exact: true }).click()
        await page.getByLabel(say('ca', 'cases.sign')).check()
        await button(page, 'Signa i presenta').click()
        await expect(page.locator('.govuk-panel')).toContainText(/20\d\d-E-\d{6}/)
    })

    test('the browser is asked to open it, and the policy of the page lets it', async ({ page }) => {
        await to_sign(page)
        await begin_signing(page)
        const [request] = await Promise.all([
            page.waitForEvent('request', each => each.url().startsWith('afirma:')),
            button(page, "Obre l'Autofirma i signa").click()
        ])
        expect(request.url()).toMatch(/^afirma:\/\/websocket\?ports=\d{5},\d{5},\d{5}&v=4&jvc=4&idsession=[A-Za-z0-9]{20}$/)
    })

    test('somebody elses certificate is refused, and ones own is taken after it', async ({ page, town, gates }) => {
        program = new Autofirma(p12(town, 'stranger'))
        await watched(page, () => program)
        await to_sign(page)
        await begin_signing(page)
        await button(page, "Obre l'Autofirma i signa").click()
        await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'cases.signature-other-person'), { timeout: 20_000 })
        await gates(page)
        program.close()
        program = new Autofirma(p12(town, 'fnmt'))
        await button(page, "Obre l'Autofirma i signa").click()
        await expect(page.locator('.govuk-panel')).toContainText(/20\d\d-E-\d{6}/, { timeout: 20_000 })
    })

    test('not installed: it can be cancelled, and is told after half a minute; an old one answers then', async ({ page, town, gates }) => {
        program = new Autofirma(p12(town, 'idcat'), { newest: 3 })
        const opened = await watched(page, () => program)
        await to_sign(page)
        await begin_signing(page)
        await button(page, "Obre l'Autofirma i signa").click()
        await button(page, 'Cancel·la').click()
        await expect(said(page)).toHaveText(say('ca', 'cases.autofirma-cancelled'))
        await expect(button(page, "Obre l'Autofirma i signa")).toBeFocused()
        await button(page, "Obre l'Autofirma i signa").click()
        await expect(said(page)).toContainText(say('ca', 'cases.autofirma-not-found'), { timeout: 70_000 })
        await expect(said(page)).toContainText('AS620017')
        await gates(page)
        await button(page, 'Prova-ho amb una Autofirma antiga').click()
        await expect(page.locator('.govuk-panel')).toContainText(/20\d\d-E-\d{6}/, { timeout: 20_000 })
        expect(opened.at(-1)).toMatch(/^afirma:\/\/websocket\?v=3&idsession=[A-Za-z0-9]{20}$/)
    })
})

for (const javaScriptEnabled of [true, false])
    test.describe(javaScriptEnabled ? 'by hand, with a script' : 'by hand, without JavaScript', () => {
        test.use({ javaScriptEnabled })
        test('a file down, its signature up', async ({ page, town, gates }) => {
            await to_sign(page)
            await begin_signing(page)
            await gates(page)
            const link = page.getByRole('link', { name: say('ca', 'Baixeu el fitxer que heu de signar'), exact: true })
            const got = await download(page, () => link.click())
            expect(got.name).toBe('sollicitud.json')
            const at = name => test.info().outputPath(name)
            writeFileSync(at('text'), got.bytes)
            execFileSync('openssl', ['pkcs12', '-in', p12(town, 'dnie-signature'), '-passin', 'pass:mostra', '-nodes', '-out', at('own.pem')], { stdio: 'pipe' })
            await button(page, 'Puja la signatura i presenta').click()
            await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'cases.signature-missing'))
            await gates(page)
            execFileSync('openssl', ['cms', '-sign', '-binary', '-cades', '-nodetach', '-outform', 'DER', '-in', at('text'), '-signer', at('own.pem'), '-out', at('text.csig')], { stdio: 'pipe' })
            await page.locator('input[type=file]').setInputFiles(at('text.csig'))
            await button(page, 'Puja la signatura i presenta').click()
            await expect(page.locator('.govuk-panel')).toContainText(/20\d\d-E-\d{6}/)
            await expect(page.locator('#main-content')).toContainText('Signat amb el certificat de NURIA PUIG, emès per AC DNIE de mostra')
            await gates(page)
        })
    })
