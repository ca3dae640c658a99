// SPDX-License-Identifier: EUPL-1.2
// The generic application from the first word to the receipt, with a script and without, at both widths; a form with
// conditions, rows and a sum; what was typed is there after coming back.
import { download, enter, heading } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const go_on = page => page.getByRole('button', { name: say('ca', 'Continua'), exact: true }).click()
const begin = page => page.getByRole('button', { name: say('ca', 'Comença'), exact: true }).click()

async function begun(page, procedure, person) {
    await page.goto(`/entra?retorn=/tramits/${procedure}`)
    await enter(page, person)
    await page.getByRole('link', { name: say('ca', 'Comença el tràmit'), exact: true }).click()
    await begin(page)
}

async function told(page, label, value) {
    await page.getByLabel(label, { exact: true }).fill(value)
}

async function signed(page) {
    await page.getByLabel(say('ca', 'cases.sign')).check()
    await page.getByRole('button', { name: say('ca', 'Signa i presenta'), exact: true }).click()
    await expect(page.locator('.govuk-panel')).toContainText(/20\d\d-E-\d{6}/)
}

for (const javaScriptEnabled of [true, false])
    for (const width of [1280, 375])
        test.describe(`${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
            test.use({ viewport: { width, height: 900 }, javaScriptEnabled })
            test('the generic application is filed', async ({ page, town, gates }) => {
                await begun(page, 'instancia-generica', town.somebody())
                await gates(page)
                await go_on(page)
                await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'forms.missing').replace('{label}', 'Demano'))
                await gates(page)
                await told(page, 'Demano', "Vull un volant d'empadronament per al banc")
                await go_on(page)
                await expect(heading(page)).toHaveText(say('ca', 'forms.proposals-title'))
                await expect(page.locator('.fin-card').first()).toContainText("empadronament")
                await gates(page)
                await page.getByRole('link', { name: say('ca', 'Continua amb la instància genèrica'), exact: true }).click()
                await told(page, 'Assumpte, en poques paraules', 'Un volant especial')
                await told(page, 'Exposo els fets i les raons', 'El banc demana un text\nque no és el de sempre.')
                await page.getByLabel(say('ca', 'forms.no'), { exact: true }).check()
                await gates(page)
                await go_on(page)
                await page.locator('input[type=file]').setInputFiles({
                    name: 'carta.txt', mimeType: 'text/plain', buffer: Buffer.from('La carta del banc.\n')
                })
                if (!javaScriptEnabled)
                    await page.getByRole('button', { name: say('ca', 'Puja els fitxers'), exact: true }).click()
                await expect(page.locator('#main')).toContainText('carta.txt')
                await gates(page)
                await go_on(page)
                await go_on(page)
                await expect(heading(page)).toHaveText(say('ca', 'cases.check-title'))
                await expect(page.locator('#main-content')).toContainText('carta.txt')
                await gates(page)
                await signed(page)
                await gates(page)
                if (!javaScriptEnabled) return
                const link = page.getByRole('link', { name: say('ca', 'Justificant segellat (PDF)'), exact: true })
                const address = await link.getAttribute('href')
                const receipt = await page.request.get(address)
                expect(receipt.status()).toBe(200)
                expect((await receipt.body()).subarray(0, 5).toString()).toBe('%PDF-')
                await page.getByRole('link', { name: say('ca', 'Comproveu-lo'), exact: true }).click()
                await gates(page)
            })
        })

test('questions come and go with what is answered, sums are computed, and a draft is there after coming back', async ({ page, town, gates }) => {
    const person = town.somebody()
    await begun(page, 'comunicacio-obres', person)
    const scaffold = page.getByRole('group', { name: /bastida/ })
    await told(page, 'Descripció de les obres', 'Pintar la façana')
    await expect(scaffold).toBeHidden()
    await page.getByLabel('A la façana o a la coberta', { exact: true }).check()
    await expect(scaffold).toBeVisible()
    await scaffold.getByLabel(say('ca', 'forms.no'), { exact: true }).check()
    await expect(page.locator('[data-saved]')).toHaveText(/Desat a les/)
    await gates(page)
    await page.goto('/carpeta/esborranys')
    await gates(page)
    await page.locator('.fin-card a').first().click()
    await gates(page)
    await page.getByRole('link', { name: say('ca', 'Continua'), exact: true }).click()
    // Where the works are is known from the register: that page wants nothing, and stands in the list to be looked at.
    await expect(heading(page)).toHaveText('Quant costen i quan les fareu?')
    await page.getByLabel('Concepte').first().fill('Pintura')
    await page.getByLabel('Import sense IVA (€)').first().fill('1.250,50')
    await page.getByRole('button', { name: say('ca', 'Afegeix-ne un altre'), exact: true }).click()
    await page.getByLabel('Concepte').nth(1).fill('Bastida')
    await page.getByLabel('Import sense IVA (€)').nth(1).fill('900')
    await expect(page.locator('output')).toHaveText(/2\.?150,50\s€/)
    await gates(page)
    for (const [legend, day] of [['començaran', '1'], ['acabaran', '30']]) {
        const group = page.getByRole('group', { name: new RegExp(legend) })
        await group.getByLabel(say('ca', 'web.date-day'), { exact: true }).fill(day)
        await group.getByLabel(say('ca', 'web.date-month'), { exact: true }).fill('6')
        await group.getByLabel(say('ca', 'web.date-year'), { exact: true }).fill('2030')
    }
    await go_on(page)
    await page.getByLabel(/Declaro que les obres/).check()
    await gates(page)
    await go_on(page)
    await expect(page.locator('#main-content')).toContainText('2.150,50')
    await signed(page)
})

for (const width of [1280, 375])
    test.describe(`a place, ${width} px`, () => {
        test.use({ viewport: { width, height: 900 }, javaScriptEnabled: width === 1280 })
        test('is looked for by its street and pressed on the map', async ({ page, town, gates }) => {
            await begun(page, 'comunicacio-obres', town.somebody())
            await page.goto(new URL('where', page.url()).href)
            await gates(page)
            const place = page.getByRole('group', { name: /Lloc exacte al mapa/ })
            await place.getByLabel(say('ca', 'forms.place-search')).fill('carrer que no hi és')
            await place.getByRole('button', { name: say('ca', 'Busca al mapa') }).click()
            await expect(page.locator('.govuk-error-summary')).toContainText(say('ca', 'forms.place-not-found'))
            await gates(page)
            await place.getByLabel(say('ca', 'forms.place-search')).fill('Major 3')
            await place.getByRole('button', { name: say('ca', 'Busca al mapa') }).click()
            await expect(place.getByRole('status')).toContainText('carrer Major')
            const map = place.locator('input[type=image]')
            await expect(map).toHaveAttribute('alt', /carrer Major/)
            const picture = await page.request.get(await map.getAttribute('src'))
            expect(await picture.text()).toContain('carrer Major')
            await map.focus()
            await page.keyboard.press('Enter')
            await expect(heading(page), 'a key on the map leaves nobody elsewhere').toHaveText('On són?')
            await expect(place.getByRole('status')).toContainText('carrer Major')
            await place.getByText(say('ca', 'Coordenades')).click()
            const before = await place.getByLabel(say('ca', 'forms.place-latitude')).inputValue()
            await map.click({ position: { x: 150, y: 50 } })
            await place.getByText(say('ca', 'Coordenades')).click()
            await expect(place.getByLabel(say('ca', 'forms.place-latitude'))).not.toHaveValue(before)
            await place.getByRole('button', { name: say('ca', 'Allunya') }).click()
            await page.screenshot({ path: `out/place-${width}.png`, fullPage: true })
            await gates(page)
            await go_on(page)
            await expect(heading(page)).toHaveText('Quant costen i quan les fareu?')
        })
    })

for (const javaScriptEnabled of [true, false])
    test.describe(`Enter in a field, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
        test.use({ javaScriptEnabled })
        test('goes on, and takes no file away', async ({ page, town }) => {
            await begun(page, 'instancia-generica', town.somebody())
            const papers = new URL('papers', page.url()).href
            await page.goto(papers)
            await page.locator('input[type=file]').setInputFiles({ name: 'carta.txt', mimeType: 'text/plain', buffer: Buffer.from('La carta.\n') })
            if (!javaScriptEnabled) await page.getByRole('button', { name: say('ca', 'Puja els fitxers'), exact: true }).click()
            await expect(page.locator('.fin-file')).toContainText(say('ca', 'uploads.state-quarantined'), { timeout: 15_000 })
            await page.getByLabel(/Documents que ja té una administració/).press('Enter')
            await expect(heading(page)).toHaveText('Com us avisem?')
            await page.goto(papers)
            await expect(page.locator('.fin-file')).toContainText('carta.txt')
        })
    })
