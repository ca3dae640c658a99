// SPDX-License-Identifier: EUPL-1.2
// The office from inside: entering, the shell and its keys, people, documents, the trail, passkeys.
import { ask, enter, heading, open_form } from './harness/citizen.mjs'
import { enter_office, password } from './harness/office.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

const rooms = {
    marta: ['/oficina', '/oficina/equip', '/oficina/equip/nou', '/oficina/feines', '/oficina/estat', '/oficina/compte',
        '/oficina/compte/contrasenya', '/oficina/compte/clau', '/oficina/compte/codis', '/oficina/cerca'],
    secretaria: ['/oficina/persones', '/oficina/documents', '/oficina/registre', '/oficina/registre/incidencies'],
    albert: ['/oficina/auditoria', '/oficina/auditoria/cadena'],
}

for (const [login, addresses] of Object.entries(rooms))
    test(`every page of ${login} holds to the gates`, async ({ page, town, gates }) => {
        await enter_office(page, town, login)
        for (const address of addresses) {
            await page.goto(address)
            await expect(heading(page)).toBeVisible()
            await gates(page)
        }
    })

test('a wrong password says so, and nothing of it comes back', async ({ page, gates }) => {
    await page.goto('/oficina/entra')
    await page.getByLabel(say('ca', 'staff.login'), { exact: true }).fill('marta')
    await page.getByLabel(say('ca', 'staff.password'), { exact: true }).fill('aquesta no ho és')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText(say('ca', 'staff.wrong-password'))
    await expect(page.getByLabel(say('ca', 'staff.login'), { exact: true })).toHaveValue('marta')
    await expect(page.getByLabel(say('ca', 'staff.password'), { exact: true })).toHaveValue('')
    await gates(page)
})

test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })
    test('the office is entered and left', async ({ page, town, gates }) => {
        await enter_office(page, town, 'nuria')
        await gates(page)
        await page.getByRole('button', { name: say('ca', 'Surt'), exact: true }).click()
        await expect(page).toHaveURL(/\/oficina\/entra$/)
    })
})

test('a passkey is added and enters without a password', async ({ page, town, gates }) => {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
            protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
            isUserVerified: true, automaticPresenceSimulation: true,
        },
    })
    await enter_office(page, town, 'pau', '/oficina/compte/clau')
    await page.getByLabel(say('ca', 'Nom de la clau, per reconèixer-la')).fill('Portàtil')
    await page.getByRole('button', { name: say('ca', 'staff.passkey-add'), exact: true }).click()
    await expect(page).toHaveURL(/\/oficina\/compte$/)
    await expect(page.getByRole('heading', { name: 'Portàtil' })).toBeVisible()
    await gates(page)
    await page.getByRole('button', { name: say('ca', 'Surt'), exact: true }).click()
    await page.getByRole('button', { name: say('ca', 'staff.passkey-use'), exact: true }).click()
    await expect(page).toHaveURL(/\/oficina$/)
    await page.goto('/oficina/compte')
    await expect(page.locator('#main-content')).toContainText(say('ca', 'staff.method-passkey'))
})

test('keys: the search, the help, the list; off in fields', async ({ page, town }) => {
    await enter_office(page, town, 'marta')
    await page.keyboard.press('/')
    await expect(page.locator('#find')).toBeFocused()
    await page.keyboard.type('?j')
    await expect(page.locator('#find')).toHaveValue('?j')
    await heading(page).click()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await expect(page.locator('[data-keys-list] a').first()).toBeFocused()
    await page.keyboard.press('j')
    await expect(page.locator('[data-keys-list] a').nth(1)).toBeFocused()
    await page.goto('/oficina/compte')
    await page.getByLabel(say('ca', "Desactiva les dreceres d'una sola tecla en aquest navegador")).check()
    await page.reload()
    await heading(page).click()
    await page.keyboard.press('/')
    await expect(page.locator('#find')).not.toBeFocused()
})

test('a document is found, its holder seen for a reason, and revoked; the citizen sees who looked', async ({ browser, page, town, gates }) => {
    const somebody = town.somebody()
    await open_form(page, somebody)
    const { code } = await ask(page)

    const office = await (await browser.newContext({ baseURL: town.url, locale: 'ca-ES' })).newPage()
    await enter_office(office, town, 'secretaria')
    await office.locator('#find').fill(code)
    await office.keyboard.press('Enter')
    await office.getByRole('button', { name: say('ca', 'Obre') }).first().click()
    await expect(heading(office)).toContainText('empadronament')
    await office.getByText(say('ca', 'documents.show-holder')).click()
    await office.getByLabel(say('ca', 'Per què us cal?')).fill('Ha vingut al taulell')
    await office.getByRole('button', { name: say('ca', 'Mostra'), exact: true }).click()
    await expect(office.getByText(say('ca', 'documents.show-holder'))).toHaveCount(0)
    await office.getByLabel(say('ca', 'documents.reason'), { exact: true }).fill('Dades errònies')
    await office.getByRole('button', { name: say('ca', 'Revoca el document'), exact: true }).click()
    await expect(office).toHaveURL(/\/verifica\//)
    await office.context().close()

    await page.goto('/carpeta/accessos')
    await expect(page.locator('#main-content')).toContainText('Ha vingut al taulell')
    await expect(page.locator('#main-content')).toContainText(say('ca', 'audit.what-documents-revoked'))
    await gates(page)
    await page.goto('/carpeta/historial')
    await expect(page.locator('#main-content')).toContainText(say('ca', 'thread.kind-document-revoked'))
    await gates(page)
})

test('somebody is let act for another, and no longer when it is withdrawn', async ({ browser, page, town, gates }) => {
    const grantor = town.somebody(), agent = town.somebody()
    const other = await (await browser.newContext({ baseURL: town.url, locale: 'ca-ES' })).newPage()
    const go = async (where, who) => {
        await where.goto('/entra?retorn=/carpeta/representacions&nivell=substantial')
        await enter(where, who)
        await expect(heading(where)).toHaveText(say('ca', 'identity.mandates-title'))
    }
    await go(other, agent)
    await go(page, grantor)
    await gates(page)
    await page.getByRole('link', { name: say('ca', 'Dona una representació') }).click()
    await page.getByLabel(say('ca', 'identity.agent'), { exact: true }).fill(agent)
    await page.getByLabel(say('ca', 'identity.scope'), { exact: true }).selectOption('tots')
    await page.getByLabel(say('ca', 'identity.until'), { exact: true }).fill('2099-01-01')
    await page.getByRole('button', { name: say('ca', 'Dona la representació'), exact: true }).click()
    await expect(page.getByRole('alert')).toContainText(say('ca', 'identity.mandate-too-long'))
    await gates(page)
    const year = new Date().getFullYear() + 1
    await page.getByLabel(say('ca', 'identity.until'), { exact: true }).fill(`${year}-01-01`)
    await page.getByRole('button', { name: say('ca', 'Dona la representació'), exact: true }).click()
    await expect(page).toHaveURL(/\/carpeta\/representacions$/)

    await other.reload()
    await other.getByRole('button', { name: say('ca', 'Accepta') }).click()
    await other.getByRole('button', { name: say('ca', 'Actua en nom seu') }).click()
    await expect(other.getByRole('button', { name: say('ca', 'Torna a actuar en nom propi') })).toBeVisible()
    await page.reload()
    await page.getByRole('button', { name: say('ca', 'Retira-la') }).click()
    await other.getByRole('button', { name: say('ca', 'Torna a actuar en nom propi') }).click()
    await other.reload()
    await expect(other.getByRole('button', { name: say('ca', 'Actua en nom seu') })).toHaveCount(0)
    await other.context().close()
})
