// SPDX-License-Identifier: EUPL-1.2
// A form in a citizen's hands: other language, mistakes, a session that ends, impatience, going back, other people.
import { ask, ask_button, count_in_folder, enter, heading, names, open_form, slip } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const ways = { 'with a script': {}, 'without JavaScript': { javaScriptEnabled: false } }

for (const [way, options] of Object.entries(ways))
    test.describe(way, () => {
        test.use(options)

        test('a half-filled form keeps what was chosen when the language changes', async ({ page, gates }) => {
            await open_form(page, '12345678Z')
            await page.locator('#kind-household').check()
            await page.locator('#purpose').selectOption('bank')
            await page.locator('#language').selectOption('en')
            await page.getByRole('button', { name: names.es, exact: true }).click()
            await expect(page.locator('html')).toHaveAttribute('lang', 'es')
            await expect(ask_button(page, 'es')).toBeVisible()
            await expect(page.locator('#kind-household')).toBeChecked()
            await expect(page.locator('#purpose')).toHaveValue('bank')
            await expect(page.locator('#language')).toHaveValue('en')
            await gates(page)
            await ask(page, 'es')
            await expect(heading(page)).toHaveText(say('en', 'padro.slip-title-household'))
            await page.goto('/')
            await expect(page.locator('html')).toHaveAttribute('lang', 'es')
        })

        test('what was chosen survives a session that ends', async ({ page, context }) => {
            await open_form(page, '12345678Z')
            await page.locator('#kind-historical').check()
            await page.locator('#purpose').selectOption('school')
            await context.clearCookies({ name: 'sessio' })
            await ask_button(page).click()
            await expect(heading(page)).toHaveText(say('ca', 'identity.enter-title'))
            await enter(page, '12345678Z')
            await expect(page).toHaveURL(new RegExp(`${slip}$`))
            await expect(page.locator('#kind-historical')).toBeChecked()
            await expect(page.locator('#purpose')).toHaveValue('school')
            await ask(page)
            await expect(heading(page)).toHaveText(say('ca', 'padro.slip-title-historical'))
            await page.goto(slip)
            await expect(page.locator('#kind')).toBeChecked()
        })

        test('a double click makes one document', async ({ page, town }) => {
            await open_form(page, town.somebody())
            await ask_button(page).dblclick()
            await page.waitForURL('**/carpeta/documents/**')
            await page.waitForLoadState('networkidle')
            expect(await count_in_folder(page)).toBe(1)
        })

        test('a wrong document number comes back with what was typed', async ({ page, gates }) => {
            await page.goto(`/entra?retorn=${slip}&nivell=substantial`)
            await page.locator('#level-high').check()
            await enter(page, '12345678A')
            await expect(page).toHaveTitle(/^Error: /)
            const field = page.getByLabel(say('ca', 'identity.document'))
            await expect(field).toHaveValue('12345678A')
            await expect(field).toHaveAttribute('aria-describedby', /document-error/)
            await expect(page.locator('#level-high')).toBeChecked()
            const summary = page.getByRole('alert')
            await expect(summary).toContainText(say('ca', 'identity.bad-document'))
            await expect(page.locator('#document-error')).toContainText(say('ca', 'identity.bad-document'))
            await gates(page)
            await summary.getByRole('link').click()
            await expect(field).toBeFocused()
            await enter(page, '12345678Z')
            await expect(page).toHaveURL(new RegExp(`${slip}$`))
        })

        test('the way in can be read in another language, and still leads back', async ({ page, gates }) => {
            await page.goto(`/entra?retorn=${slip}&nivell=substantial`)
            await page.getByLabel(say('ca', 'identity.document')).fill('12345678Z')
            await page.getByText(names.es, { exact: true }).click()
            await expect(heading(page)).toHaveText(say('es', 'identity.enter-title'))
            await expect(page.getByLabel(say('es', 'identity.document'))).toHaveValue('12345678Z')
            await gates(page)
            await enter(page, '12345678Z', 'es')
            await expect(page).toHaveURL(new RegExp(`${slip}$`))
        })
    })

test('the list of faults has the focus when the page comes back', async ({ page }) => {
    await page.goto('/entra')
    await enter(page, '')
    await expect(page.locator('.govuk-error-summary')).toBeFocused()
})

test('a number of nobody is a fault of its field', async ({ page, gates }) => {
    await page.goto('/entra')
    await enter(page, '00000000T')
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.locator('#document-error')).toContainText(say('ca', 'identity.not-in-sample'))
    await gates(page)
})

test('two tabs make a document each', async ({ page, context, town }) => {
    await open_form(page, town.somebody())
    const other = await context.newPage()
    await other.goto(slip)
    const first = await ask(page)
    const second = await ask(other)
    expect(second.code).not.toBe(first.code)
    expect(await count_in_folder(page)).toBe(2)
})

test('going back and asking for another kind makes another document', async ({ page, town }) => {
    await open_form(page, town.somebody())
    const first = await ask(page)
    await page.goBack()
    await page.locator('#kind-historical').check()
    const second = await ask(page)
    expect(second.path).not.toBe(first.path)
    await expect(heading(page)).toHaveText(say('ca', 'padro.slip-title-historical'))
    expect(await count_in_folder(page)).toBe(2)
})

test("another citizen does not find one's document", async ({ page, browser, town, gates }) => {
    await open_form(page, '12345678Z')
    const mine = await ask(page)
    const context = await browser.newContext({ baseURL: town.url, locale: 'ca-ES' })
    const theirs = await context.newPage()
    await theirs.goto(`/entra?retorn=${mine.path}`)
    await enter(theirs, town.people[1])
    await expect(heading(theirs)).toHaveText(say('ca', 'why.not-found'))
    await expect(theirs.locator('#main-content')).toContainText(say('ca', 'documents.none-such'))
    expect(await theirs.locator('body').innerText()).not.toContain(mine.code)
    const file = await theirs.request.get(`${mine.path}/pdf`)
    expect(file.status()).toBe(404)
    await theirs.goto('/carpeta')
    await expect(theirs.locator(`a[href="${mine.path}"]`)).toHaveCount(0)
    await context.close()
    await page.goto(`${mine.path}x`)
    await expect(heading(page)).toHaveText(say('ca', 'why.not-found'))
    await gates(page)
})
