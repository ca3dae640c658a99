// SPDX-License-Identifier: EUPL-1.2
// What a citizen does on these pages, in any language.
import { expect } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { say } from './words.mjs'

export const slip = '/tramits/volant-empadronament'
export const names = { ca: 'Català', es: 'Castellano', en: 'English' }
export const slip_titles = {
    ca: "Volant d'empadronament",
    es: 'Volante de empadronamiento',
    en: "Residence note (volant d'empadronament)",
}

export function heading(page) {
    return page.getByRole('heading', { level: 1 })
}

export async function enter(page, document, language = 'ca') {
    await page.getByLabel(say(language, 'identity.document')).fill(document)
    await page.locator('#main-content').getByRole('button', { name: say(language, 'Entra'), exact: true }).click()
}

// Enters on the way to the form of the residence slip.
export async function open_form(page, document, language = 'ca') {
    await page.goto(`/entra?retorn=${slip}&nivell=substantial`)
    await enter(page, document, language)
    await expect(ask_button(page, language)).toBeVisible()
}

export function ask_button(page, language = 'ca') {
    return page.getByRole('button', { name: say(language, "Demana'l ara"), exact: true })
}

export async function ask(page, language = 'ca') {
    await ask_button(page, language).click()
    await page.waitForURL(/\/carpeta\/documents\/[^/]+$/)
    return document_on(page)
}

export async function document_on(page) {
    return { path: new URL(page.url()).pathname, code: (await page.locator('#codi').textContent()).trim() }
}

export async function count_in_folder(page) {
    await page.goto('/carpeta')
    return page.locator('.fin-card').count()
}

export function download_link(page, language = 'ca') {
    return page.getByRole('link', { name: say(language, 'Baixa el PDF'), exact: true })
}

// `start`: what sets the download off.
export async function download(page, start) {
    const [download] = await Promise.all([page.waitForEvent('download'), start()])
    expect(await download.failure()).toBeNull()
    const file = await download.path()
    return { file, name: download.suggestedFilename(), bytes: await readFile(file) }
}

// A PDF of ours: its seal holds, and it carries the code that the page shows.
export function expect_sealed(pdf, code) {
    expect(pdf.bytes.subarray(0, 4).toString()).toBe('%PDF')
    expect(pdf.name).toMatch(/^[a-z-]+-[0-9A-Z]{4}\.pdf$/)
    expect(execFileSync('pdfsig', ['-nocert', pdf.file], { encoding: 'utf8' })).toContain('Signature is Valid')
    expect(execFileSync('pdftotext', [pdf.file, '-'], { encoding: 'utf8' })).toContain(code)
}
