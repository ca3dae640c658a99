// SPDX-License-Identifier: EUPL-1.2
// What every page must hold: no barrier that a machine can find, no sideways scrolling, no small control, right HTML.
import { expect } from '@playwright/test'
import { HtmlValidate } from 'html-validate'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const html = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
        'long-title': 'off',        // the name of the town hall is part of the title
        'no-redundant-role': 'off', // govuk-frontend's own markup
        'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }], // ticks of one question
        'prefer-button': ['error', { exclude: ['image'] }], // only a picture tells where it was pressed
        'doctype-style': 'off',     // either case of <!DOCTYPE html> is right
    },
})

// The same HTML, seen in another mode or by another test of this worker, is not validated again.
const validated = new Map()

export async function html_faults(text) {
    if (!validated.has(text)) {
        const report = await html.validateString(text)
        validated.set(text, report.results.flatMap(result => result.messages.map(m => `${m.ruleId}: ${m.message} (${m.selector})`)))
    }
    return validated.get(text)
}

// A browser without scripts runs no axe either: it sees the same HTML in a page beside it that runs nothing of ours.
async function beside(page, served) {
    const context = await page.context().browser().newContext({
        javaScriptEnabled: true,
        viewport: page.viewportSize(),
        storageState: await page.context().storageState(),
    })
    const copy = await context.newPage()
    await copy.route('**/*.js', route => route.abort())
    await copy.route(page.url().replace(/#.*/, ''), route => route.fulfill({ body: served, contentType: 'text/html; charset=utf-8' }))
    await copy.goto(page.url())
    return copy
}

// Our pages have no frames, so axe can be put in by hand; @axe-core/playwright opens a second page at each run.
export async function axe_faults(page) {
    await page.evaluate(axe_source)
    const violations = await page.evaluate(async values => {
        const found = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
        return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(node => node.html.slice(0, 160)) }))
    }, rules)
    return violations.map(each => `${each.id}: ${each.nodes.join(' | ')}`)
}

export async function narrow_faults(page) {
    const size = page.viewportSize()
    await page.setViewportSize({ width: 320, height: 640 })
    const over = await page.evaluate(() => {
        const excess = document.documentElement.scrollWidth - innerWidth
        if (excess <= 0) return []
        const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth)
        return [`${excess} px too wide: ${wide.slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(' | ')}`]
    })
    await page.setViewportSize(size)
    return over
}

// Links in running text are exempt (WCAG 2.5.8); a line of links of its own is not.
export async function small_controls(page) {
    return page.evaluate(() => {
        const controls = 'button, input:not([type=hidden]), select, textarea, summary, [role=button], nav a, header a, a.govuk-button'
        return [...document.querySelectorAll(controls)]
            .filter(e => !e.matches('.govuk-skip-link') && e.checkVisibility())
            .map(e => [e, e.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 100)}`)
    })
}

async function frame_faults(page) {
    return page.evaluate(() => {
        const faults = []
        if (!/^(ca|es|en)$/.test(document.documentElement.lang)) faults.push(`lang is "${document.documentElement.lang}"`)
        const headings = document.querySelectorAll('h1').length
        if (headings !== 1) faults.push(`${headings} h1`)
        const heading = document.querySelector('h1')?.textContent.trim()
        if (!heading) faults.push('h1 without words')
        if (!document.title.trim()) faults.push('no title')
        return faults
    })
}

// `served`: the HTML as it came from the server. `scripts`: whether this browser runs any.
export async function expect_gates(page, served, scripts = true) {
    const at = `${new URL(page.url()).pathname} "${await page.title()}"`
    expect(served, `HTML served at ${at}`).toBeTruthy()
    expect.soft(await html_faults(served), `html-validate at ${at}`).toEqual([])
    expect.soft(await frame_faults(page), `frame of ${at}`).toEqual([])
    const looked_at = scripts ? page : await beside(page, served)
    expect.soft(await axe_faults(looked_at), `axe at ${at}`).toEqual([])
    if (!scripts) await looked_at.context().close()
    expect.soft(await small_controls(page), `controls under 24 px at ${at}`).toEqual([])
    expect.soft(await narrow_faults(page), `reflow at 320 px at ${at}`).toEqual([])
}
