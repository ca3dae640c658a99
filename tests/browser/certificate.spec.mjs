// SPDX-License-Identifier: EUPL-1.2
// Entering with a certificate as a citizen does: the button, the other host, back on the page that was wanted.
import { join } from 'node:path'
import { heading, names, slip, slip_titles } from './harness/citizen.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'
import { CERTIFICATE_PORT } from '../free_port.mjs'

const link = language => ({ name: say(language, 'Certificat digital (idCAT, DNIe, FNMT…)'), exact: true })

// A browser whose owner has one certificate, or none, and has trusted the sample's authority.
async function visitor(browser, town, file, options = {}) {
    const origin = town.url.replace('http:', 'https:').replace(/\d+$/, port => Number(port) + CERTIFICATE_PORT)
    const certificate = { origin, pfxPath: join(town.dir, 'sample/certificates', `${file}.p12`), passphrase: 'mostra' }
    const context = await browser.newContext({
        baseURL: town.url,
        ignoreHTTPSErrors: true,
        clientCertificates: file ? [certificate] : [],
        ...options,
    })
    return context.newPage()
}

for (const [way, options] of Object.entries({ 'with a script': {}, 'without JavaScript': { javaScriptEnabled: false } }))
    test(`idCAT leads to the page that was wanted, ${way}`, async ({ browser, town }) => {
        const page = await visitor(browser, town, 'idcat', options)
        await page.goto(slip)
        await page.goto(`/entra?retorn=${slip}&nivell=high`)
        await page.getByRole('link', link('ca')).click()
        if (options.javaScriptEnabled === false) {
            await expect(heading(page)).toHaveText(say('ca', 'identity.handover-title'))
            await page.getByRole('button', { name: say('ca', 'Continua'), exact: true }).click()
        }
        await expect(page).toHaveURL(new RegExp(`${slip}$`))
        await expect(heading(page)).toHaveText(slip_titles.ca)
        await expect(page.locator('.fin-person')).toContainText('Núria Puig Ferrer')
        await page.goto('/carpeta')
        await expect(heading(page)).toHaveText(say('ca', 'documents.folder-title'))
        // The step between the hosts is not one to come back to.
        if (options.javaScriptEnabled !== false) {
            await page.goBack()
            await expect(page).toHaveURL(new RegExp(`${slip}$`))
            await page.goBack()
            await expect(page).not.toHaveURL(/relleu/)
        }
        await page.context().close()
    })

test('whoever is not in the register enters by the name of the certificate', async ({ browser, town }) => {
    const page = await visitor(browser, town, 'stranger')
    await page.goto('/entra')
    await page.getByRole('link', link('ca')).click()
    await expect(page.locator('.fin-person')).toContainText('PERE MATA COLL')
    await page.context().close()
})

for (const [file, cause] of Object.entries({ expired: 'expired', revoked: 'revoked', '': 'not-given', 'dnie-signature': 'only-signs' }))
    test(`a certificate that does not do comes back to a page that helps: ${cause}`, async ({ browser, town, gates, page: own }) => {
        const page = await visitor(browser, town, file)
        await page.goto(`/entra?retorn=${slip}`)
        await page.getByRole('link', link('ca')).click()
        await expect(page).toHaveURL(new RegExp(`^${town.url}/entra/certificat/problema`))
        const address = page.url()
        await page.context().close()
        await own.goto(address)
        for (const language of ['ca', 'es', 'en']) {
            if (language !== 'ca') await own.getByRole('link', { name: names[language], exact: true }).click()
            await expect(heading(own)).toHaveText(say(language, `identity.certificate-${cause}`))
            await gates(own)
        }
        await own.getByRole('link', { name: say('en', "Identifiqueu-vos d'una altra manera") }).click()
        await expect(own).toHaveURL(new RegExp(`/entra\\?retorn=${slip.replaceAll('/', '(/|%2F|%2f)')}`))
        await expect(own.getByRole('link', link('en'))).toBeVisible()
        await gates(own)
    })
