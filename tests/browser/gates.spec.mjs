// SPDX-License-Identifier: EUPL-1.2
// The gates on pages that no journey visits, in the three languages, with a person and without.
import { names, open_form } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'

const pages = [
    '/', '/tramits', '/tramits?q=empadronament', '/tramits?tema=padro', '/tramits/alta-empadronament',
    '/tramits/volant-empadronament', '/tramits/certificat-empadronament', '/entra', '/seu', '/seu/calendari', '/registre', '/accessibilitat',
    '/proteccio-de-dades', '/avis-legal', '/verifica', '/api', '/no-hi-es',
]

for (const path of pages)
    test(`gates: ${path}`, async ({ page, gates }) => {
        const answer = await page.goto(path)
        expect(answer.status()).toBe(path === '/no-hi-es' ? 404 : 200)
        await gates(page)
    })

for (const [language, path] of [['es', '/'], ['es', '/seu'], ['es', '/proteccio-de-dades'], ['en', '/tramits/alta-empadronament'], ['en', '/verifica'], ['en', '/accessibilitat']])
    test(`gates: ${path} in ${language}`, async ({ page, gates }) => {
        await page.goto(path)
        await page.getByRole('link', { name: names[language], exact: true }).click()
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        expect(new URL(page.url()).pathname).toBe(path)
        await gates(page)
    })

test('gates: pages with a person', async ({ page, gates }) => {
    await open_form(page, '12345678Z')
    for (const path of ['/', '/tramits/certificat-empadronament', '/verifica', '/no-hi-es']) {
        await page.goto(path)
        await gates(page)
    }
})

test('gates: an empty folder', async ({ page, gates, town }) => {
    await open_form(page, town.somebody())
    await page.goto('/carpeta')
    await expect(page.locator('.fin-card')).toHaveCount(0)
    await gates(page)
})
