// SPDX-License-Identifier: EUPL-1.2
// Entering through a provider elsewhere as a citizen does: OpenID Connect (oidc-provider) and VÀLid's profile.
import { heading, names, slip, slip_titles } from './harness/citizen.mjs'
import { expect, test as base } from './harness/test.mjs'
import { start_town } from './harness/town.mjs'
import { say } from './harness/words.mjs'
import { honest, SUBSTANTIAL, CLIENT as HONEST } from '../providers/honest.mjs'
import { with_providers } from '../providers/town.mjs'
import { valid, CLIENT as VALID } from '../providers/valid.mjs'

const labels = { honest: 'Identitat de prova', valid: 'VÀLid' }

const test = base.extend({
    town: [
        async ({}, use) => {
            const open = []
            const town = await start_town({
                residents: 60,
                async configure(made) {
                    const sound = await honest(`${made.url}/entra/honest/retorn`)
                    const aoc = await valid(`${made.url}/entra/valid/retorn`)
                    open.push(sound, aoc)
                    await with_providers(made, [
                        { name: 'honest', kind: 'oidc', label: labels.honest, issuer: sound.url, client_id: HONEST.id, secret: HONEST.secret, scope: 'openid profile', acr_values: SUBSTANTIAL, levels: { [SUBSTANTIAL]: 'substantial' }, userinfo: true },
                        { name: 'valid', kind: 'valid', label: labels.valid, help: { ca: 'Amb idCAT Mòbil.', es: 'Con idCAT Mòbil.', en: 'With idCAT Mòbil.' }, url: aoc.url, client_id: VALID.id, secret: VALID.secret },
                    ])
                },
            })
            await use(town)
            await town.stop()
            for (const each of open) await each.close()
        },
        { scope: 'worker', timeout: 60_000 },
    ],
})

async function leave_for(page, name, gates, language = 'ca') {
    await page.goto(`/entra?retorn=${slip}&nivell=substantial`)
    await expect(heading(page)).toHaveText(say(language, 'identity.enter-title'))
    await gates(page)
    await page.getByRole('link', { name: labels[name], exact: true }).click()
    await expect(heading(page)).toHaveText(/de prova$/)
}

for (const [size, viewport] of [['1280x900', { width: 1280, height: 900 }], ['375x667', { width: 375, height: 667 }]])
    for (const name of ['honest', 'valid'])
        test.describe(size, () => {
            test.use({ viewport })
            test(`through ${labels[name]} to the page that was wanted, and out`, async ({ page, gates }) => {
                await leave_for(page, name, gates)
                await page.getByLabel('Document').fill('12345678Z')
                await page.getByRole('button', { name: "Identifica'm" }).click()
                await expect(page).toHaveURL(new RegExp(`${slip}$`))
                await expect(heading(page)).toHaveText(slip_titles.ca)
                await expect(page.locator('.fin-person')).toContainText('Núria Puig Ferrer')
                await gates(page)
                await page.getByRole('button', { name: say('ca', 'Surt'), exact: true }).click()
                await page.goto('/carpeta')
                await expect(heading(page)).toHaveText(say('ca', 'identity.enter-title'))
            })
        })

for (const name of ['honest', 'valid'])
    test(`who turns back at ${labels[name]} finds a page that helps`, async ({ page, gates }) => {
        await leave_for(page, name, gates)
        await page.getByText('Cancel·la').click()
        await expect(page).toHaveURL(new RegExp(`/entra/${name}/problema`))
        for (const language of ['ca', 'es', 'en']) {
            if (language !== 'ca') await page.getByRole('link', { name: names[language], exact: true }).click()
            await expect(heading(page)).toHaveText(say(language, 'identity.provider-cancelled'))
            await gates(page)
        }
        await page.getByRole('link', { name: say('en', 'identity.provider-again').replace('{provider}', labels[name]) }).click()
        await expect(heading(page)).toHaveText(/de prova$/)
        await page.goBack()
        await page.getByRole('link', { name: say('en', "Identifiqueu-vos d'una altra manera") }).click()
        await expect(page.getByRole('link', { name: labels[name], exact: true })).toBeVisible()
    })

// Every cause has its page.
for (const cause of ['down', 'wrong', 'no-number', 'late', 'elsewhere'])
    test(`the page for "${cause}" helps in every language`, async ({ page, gates }) => {
        await page.goto(`/entra/honest/problema?causa=${cause}&retorn=${slip}`)
        for (const language of ['ca', 'es', 'en']) {
            if (language !== 'ca') await page.getByRole('link', { name: names[language], exact: true }).click()
            await expect(heading(page)).toHaveText(say(language, `identity.provider-${cause}`).replace('{provider}', labels.honest))
            await gates(page)
        }
    })
