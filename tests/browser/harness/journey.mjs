// SPDX-License-Identifier: EUPL-1.2
// The citizen's whole journey: finds the residence slip, enters, asks for it, takes it home, leaves.
import { expect } from '@playwright/test'
import { ask, ask_button, download, download_link, enter, expect_sealed, heading, names, slip, slip_titles } from './citizen.mjs'
import { say } from './words.mjs'

export const wanted = { ca: 'enpadronar', es: 'certificado padron', en: 'residence' }

// Follows a link of the page, not of its frame.
async function follow(page, name) {
    await page.locator('#main-content').getByRole('link', { name, exact: true }).first().click()
}

// `gates` is called on every page of the way.
export async function whole_journey(page, gates, language = 'ca') {
    const text = id => say(language, id)
    await page.goto('/')
    if (language !== 'ca') await page.getByText(names[language], { exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await gates(page)

    await page.getByRole('searchbox').fill(wanted[language])
    await page.getByRole('button', { name: text('Cerca'), exact: true }).click()
    await expect(page).toHaveURL(/\/tramits\?q=/)
    await gates(page)

    await follow(page, slip_titles[language])
    await expect(heading(page)).toHaveText(slip_titles[language])
    await expect(ask_button(page, language)).toHaveCount(0)
    await gates(page)

    await follow(page, text('Identifiqueu-vos i demaneu-lo'))
    await expect(heading(page)).toHaveText(text('identity.enter-title'))
    await gates(page)

    await enter(page, '12345678Z', language)
    await expect(page).toHaveURL(new RegExp(`${slip}$`))
    await expect(heading(page)).toHaveText(slip_titles[language])
    await gates(page)

    const issued = await ask(page, language)
    const title = text('padro.slip-title-individual')
    await expect(heading(page)).toHaveText(title)
    await gates(page)
    const pdf = await download(page, () => download_link(page, language).click())
    expect_sealed(pdf, issued.code)

    await follow(page, text('Aneu a la meva carpeta'))
    await expect(heading(page)).toHaveText(text('documents.folder-title'))
    const line = page.locator('.fin-card').filter({ has: page.locator(`a[href="${issued.path}"]`) })
    await expect(line.getByRole('link')).toHaveText(title)
    await expect(line).toContainText(text('documents.state-valid'))
    await gates(page)
    await line.getByRole('link').click()
    expect(new URL(page.url()).pathname).toBe(issued.path)

    const other = language === 'es' ? 'ca' : 'es'
    await page.getByRole('link', { name: names[other], exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', other)
    expect(new URL(page.url()).pathname).toBe(issued.path)
    await expect(download_link(page, other)).toBeVisible()
    await page.getByRole('link', { name: names[language], exact: true }).click()

    await page.getByRole('button', { name: text('Surt'), exact: true }).click()
    await expect(heading(page)).toHaveText(text('site.home-title'))
    await expect(page.getByRole('button', { name: text('Surt'), exact: true })).toHaveCount(0)
    await page.getByRole('link', { name: text('La meva carpeta'), exact: true }).click()
    await expect(heading(page)).toHaveText(text('identity.enter-title'))
    await page.goto(issued.path)
    await expect(heading(page)).toHaveText(text('identity.enter-title'))
}
