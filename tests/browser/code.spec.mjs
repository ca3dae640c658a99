// SPDX-License-Identifier: EUPL-1.2
// Entering with a code at level low: asked for, read in the sample's post box, typed; and every way astray.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { heading, names, slip, slip_titles } from './harness/citizen.mjs'
import { keyboard } from './harness/keyboard.mjs'
import { open_ledger } from './harness/ledger.mjs'
import { expect, test } from './harness/test.mjs'
import { say } from './harness/words.mjs'

let addresses = 0
// Each test writes to somebody else, as one address gets no more than five codes an hour.
const fresh_address = () => `anna.${process.pid}.${++addresses}@exemple.cat`
const button = (page, name, language = 'ca') => page.locator('#main-content').getByRole('button', { name: say(language, name), exact: true })
const contact = page => page.getByLabel(say('ca', 'identity.contact-label-both'), { exact: true })
const code_field = (page, language = 'ca') => page.locator('#main').getByLabel(say(language, 'identity.code-label'), { exact: true })

// The code that the sample's post box shows for an address, once the job has brought it.
async function code_for(town, address, but = []) {
    for (let i = 0; i < 100; ++i) {
        const { messages } = await (await fetch(`${town.url}/mostra/missatges`, { headers: { accept: 'application/json' } })).json()
        for (const message of messages) {
            const code = /\b\d{6}\b/.exec(message.lines.map(line => line.text).join('\n'))?.[0]
            if (message.to === address && code && !but.includes(code)) return code
        }
        await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`no code for ${address}`)
}

async function ask_for(page, address, back = '/carpeta') {
    await page.goto(`/entra/codi?retorn=${back}`)
    await contact(page).fill(address)
    await button(page, "Envia'm el codi").click()
    await expect(heading(page)).toHaveText(say('ca', 'identity.code-type-title'))
}

const other = code => (code[0] === '9' ? '0' : String(Number(code[0]) + 1)) + code.slice(1)

const sizes = { '1280x900': { viewport: { width: 1280, height: 900 } }, '375x667': { viewport: { width: 375, height: 667 } }, 'without JavaScript': { javaScriptEnabled: false } }
for (const [name, options] of Object.entries(sizes))
    test.describe(name, () => {
        test.use(options)
        test('from the door to the folder by a code, and to what a code does not open', async ({ page, town, gates }) => {
            const address = fresh_address()
            await page.goto('/carpeta')
            await page.getByRole('link', { name: say('ca', 'Codi per SMS o correu electrònic'), exact: true }).click()
            await expect(heading(page)).toHaveText(say('ca', 'identity.code-ask-title'))
            await gates(page)
            await contact(page).fill(address.toUpperCase())
            await button(page, "Envia'm el codi").click()
            await expect(page.locator('#main-content')).toContainText(address)
            await gates(page)
            const code = await code_for(town, address)
            await page.goto('/mostra/missatges')
            await expect(page.locator('#main-content')).toContainText(code)
            await gates(page)
            await page.goto('/entra/codi/escriu')
            await expect(code_field(page)).toHaveAttribute('autocomplete', 'one-time-code')
            await expect(code_field(page)).toHaveAttribute('inputmode', 'numeric')
            await code_field(page).fill(` ${code.slice(0, 3)} ${code.slice(3)} `) // as it is pasted
            await button(page, 'Entra').click()
            await expect(page).toHaveURL(/\/carpeta$/)
            await expect(page.locator('.fin-person')).toContainText(address)
            await gates(page)
            await page.goto(slip)
            await expect(heading(page)).toHaveText(slip_titles.ca)
            await expect(page.locator('#main-content')).toContainText(say('ca', "Heu entrat amb un codi, que demostra que un telèfon o un correu és vostre però no qui sou. Per a aquest document us heu d'identificar amb un certificat digital, idCAT Mòbil o Cl@ve."))
            await gates(page)
            await page.getByRole('link', { name: say('ca', 'Identifiqueu-vos i demaneu-lo') }).click()
            await expect(page.getByRole('link', { name: say('ca', 'Codi per SMS o correu electrònic'), exact: true })).toHaveCount(0)
        })
    })

for (const language of ['es', 'en'])
    test(`in ${language}`, async ({ page, gates }) => {
        await page.goto('/entra/codi')
        await page.getByRole('button', { name: names[language], exact: true }).click()
        await expect(heading(page)).toHaveText(say(language, 'identity.code-ask-title'))
        await gates(page)
        await page.getByLabel(say(language, 'identity.contact-label-both'), { exact: true }).fill(fresh_address())
        await button(page, "Envia'm el codi", language).click()
        await expect(heading(page)).toHaveText(say(language, 'identity.code-type-title'))
        await gates(page)
    })

test('keyboard only', async ({ page, town }) => {
    const ledger = await open_ledger(page)
    const keys = keyboard(page, ledger)
    const address = fresh_address()
    await page.goto('/entra?retorn=/carpeta')
    await keys.skip()
    await keys.tab_to(page.getByRole('link', { name: say('ca', 'Codi per SMS o correu electrònic'), exact: true }))
    await keys.press('Enter')
    await page.waitForURL('**/entra/codi**')
    await keys.skip()
    await keys.tab_to(contact(page))
    await keys.type(address)
    await keys.press('Enter')
    await page.waitForURL('**/entra/codi/escriu')
    await keys.skip()
    await keys.tab_to(code_field(page))
    await keys.type(await code_for(town, address))
    await keys.press('Enter')
    await page.waitForURL('**/carpeta')
})

test('what is no contact is told, and what was typed stays', async ({ page, gates }) => {
    await page.goto('/entra/codi')
    for (const [typed, told] of [['12345678Z', 'identity.contact-bad-number'], ['anna@', 'identity.contact-bad-mail'], ['938 000 010', 'identity.contact-fixed-line']]) {
        await contact(page).fill(typed)
        await button(page, "Envia'm el codi").click()
        await expect(page.getByRole('alert')).toContainText(say('ca', told))
        await expect(contact(page)).toHaveValue(typed)
        await gates(page)
    }
})

test('a wrong code, five times, and another one', async ({ page, town, gates }) => {
    const address = fresh_address()
    await ask_for(page, address)
    const code = await code_for(town, address)
    await button(page, "Envia'm un altre codi").click()
    await expect(page.getByRole('alert')).toContainText(say('ca', 'identity.code-wait'))
    await gates(page)
    for (let left = 4; left >= 0; --left) {
        await code_field(page).fill(other(code))
        await button(page, 'Entra').click()
        if (left === 0) break
        await expect(page.getByRole('alert')).toContainText(left === 1 ? say('ca', 'identity.code-wrong-last') : say('ca', 'identity.code-wrong').replace('{left}', left))
        await expect(code_field(page)).toHaveValue('')
        if (left === 4) await gates(page)
    }
    await expect(page.locator('#main-content')).toContainText(say('ca', 'identity.code-spent'))
    await gates(page)
    await page.goto('/entra/codi/escriu')
    await expect(heading(page)).toHaveText(say('ca', 'identity.code-again-title'))
    await expect(code_field(page)).toHaveCount(0)
    await gates(page)
})

test('an expired code says so, and another one lets in', async ({ page, town, gates }) => {
    const address = fresh_address()
    await ask_for(page, address)
    const code = await code_for(town, address)
    // The program's clock is the machine's: eleven minutes pass in the row.
    execFileSync('python3', ['-c', 'import sqlite3, sys; base = sqlite3.connect(sys.argv[1], timeout=20); base.execute("update identity_code set asked_at = asked_at - 660000000"); base.commit()', join(town.dir, 'finestreta.db')])
    await code_field(page).fill(code)
    await button(page, 'Entra').click()
    await expect(page.locator('#main-content')).toContainText(say('ca', 'identity.code-late'))
    await gates(page)
    await page.goto('/entra/codi/escriu')
    await button(page, "Envia'm un altre codi").click()
    await code_field(page).fill(await code_for(town, address, [code]))
    await button(page, 'Entra').click()
    await expect(page).toHaveURL(/\/carpeta$/)
})

test('another browser cannot use it', async ({ browser, page, town, gates }) => {
    const address = fresh_address()
    await ask_for(page, address)
    const code = await code_for(town, address)
    const elsewhere = await (await browser.newContext({ baseURL: town.url, locale: 'ca-ES' })).newPage()
    await elsewhere.goto('/entra/codi/escriu')
    await expect(elsewhere.locator('#main-content')).toContainText(say('ca', 'identity.code-none'))
    await expect(code_field(elsewhere)).toHaveCount(0)
    await elsewhere.context().close()
    const answer = await fetch(`${town.url}/entra/codi/escriu`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ codi: code }) })
    expect(answer.status).toBe(410)
    await code_field(page).fill(code)
    await button(page, 'Entra').click()
    await expect(page).toHaveURL(/\/carpeta$/)
    await gates(page)
})
