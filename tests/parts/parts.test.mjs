// SPDX-License-Identifier: EUPL-1.2
// Our parts of pages against the markup that govuk-frontend publishes for the same contents. Before the first run:
// npm ci here and in the project's root. Run: node --test tests/parts/
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseFragment } from 'parse5'
import { render } from './expand.mjs'

const COMPONENTS = new URL('../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url)

// Where our markup is meant to differ; each is applied to the published one. Nothing else may differ.
const DIFFERENCES = {
    'none of the design system\'s scripts is shipped, so nothing asks for one': element => {
        delete element.attributes['data-module']
    },
    'a field has one name, which is also its id': element => {
        const { id, name, type } = element.attributes
        if (id && name && type !== 'radio' && type !== 'checkbox') element.attributes.name = id
    }
}

const text = value => (value === undefined || value === null || value === false ? '' : String(value))
const ids = (...each) => each.filter(Boolean).join(' ')

// What web::input and its sisters (src/web/parts.cpp) make of a question.
function field(options, id = options.id ?? options.name) {
    const [hint, error] = [text(options.hint?.text), text(options.errorMessage?.text)]
    const before = options.describedBy ?? options.fieldset?.describedBy
    const described_by = ids(before, hint && `${id}-hint`, error && `${id}-error`)
    return { id, label: text(options.label?.text), hint, error, described_by }
}

const choice = (id, name, item, checked) => ({
    id, name, value: text(item.value), label: text(item.text), hint: text(item.hint?.text), checked: Boolean(checked)
})

const PARTS = {
    input: options => render('web/part-input', {
        ...field(options), value: text(options.value), width: text(options.classes), type: options.type ?? 'text',
        autocomplete: text(options.autocomplete), inputmode: text(options.inputmode), code: false
    }),
    radios: options => {
        const prefix = options.idPrefix ?? options.name
        const id = (item, i) => item.id ?? (i ? `${prefix}-${i + 1}` : prefix)
        return render('web/part-radios', {
            ...field(options, prefix), legend: text(options.fieldset.legend.text),
            inline_items: options.classes === 'govuk-radios--inline',
            items: options.items.map((item, i) => choice(id(item, i), options.name, item, item.checked))
        })
    },
    textarea: options => render('web/part-textarea', {
        ...field(options), value: text(options.value), rows: String(options.rows ?? 5), most: ''
    }),
    checkboxes: options => {
        const prefix = options.idPrefix ?? options.name
        const id = (item, i) => item.id ?? (i ? `${prefix}-${i + 1}` : prefix)
        return render('web/part-checkboxes', {
            ...field(options, prefix), legend: text(options.fieldset.legend.text),
            items: options.items.map((item, i) => choice(id(item, i), options.name, item, item.checked))
        })
    },
    'date-input': options => render('web/part-date', {
        ...field(options), legend: text(options.fieldset?.legend?.text),
        pieces: (options.items ?? ['day', 'month', 'year'].map(name => ({ name, classes: name === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2' }))).map(item => ({
            id: `${options.id}-${item.name}`, label: item.label ?? item.name[0].toUpperCase() + item.name.slice(1),
            value: text(item.value), width: /width-(\d)/.exec(item.classes)?.[1] ?? '2', wrong: Boolean(options.errorMessage) || /error/.test(item.classes ?? '')
        }))
    }),
    select: options => render('web/part-select', {
        ...field(options), items: (options.items ?? []).map(item => choice('', '', item, item.selected))
    }),
    'file-upload': options => render('web/part-file', { ...field(options), accept: text(options.attributes?.accept) }),
    'error-summary': options => shell('div', 'govuk-error-summary', {
        faults: options.errorList.map(item => ({ text: item.text, href: text(item.href) }))
    }),
    'language-navigation': options => shell('nav', 'govuk-language-navigation', {
        languages: options.items.map(item => ({
            code: item.lang, name: item.text, href: text(item.href), current: Boolean(item.current)
        }))
    }),
    button: options => {
        const page = render('web/error', { title: '', detail: '', not_found: true }, { Cerca: options.text })
        return within(page, 'button', 'govuk-button')
    }
}

const COVERED = {
    input: ['default', 'with hint text', 'with error message', 'with error and hint', 'with width-2 class',
        'with width-10 class', 'with width-30 class', 'with extra letter spacing', 'classes', 'id',
        'custom type', 'value', 'zero value', 'with describedBy', 'hint with describedBy',
        'error with describedBy', 'with error, hint and describedBy', 'inputmode',
        'with autocomplete attribute'],
    radios: ['default', 'with hint', 'inline', 'with very long option text', 'with hints on parent and items',
        'fieldset with describedBy', 'with fieldset and error message', 'with hint and error message',
        'with hint, error message and describedBy', 'with fieldset, error message and describedBy',
        'with describedBy and hint'],
    select: ['with hint text and error message', 'with describedBy', 'hint', 'hint and describedBy', 'error',
        'error and describedBy', 'id'],
    textarea: ['default', 'with hint', 'with error message', 'with default value', 'with custom rows', 'id',
        'with hint and error message', 'with hint, error message and described by'],
    checkboxes: ['with hint', 'with error message', 'with error message and hint'],
    'date-input': ['with error message and hint', 'with hint and described by'],
    'file-upload': ['default', 'with hint text', 'with error message and hint', 'attributes', 'id', 'with describedBy',
        'with hint and describedBy', 'error', 'with error and describedBy',
        'with error, describedBy and hint'],
    'error-summary': ['default', 'without links', 'mixed with and without links', 'error list with html as text',
        'error list with html as text link'],
    'language-navigation': ['default', 'with multiple languages'],
    button: ['prevent double click']
}

const ENGLISH = { 'Hi ha un problema': 'There is a problem', Idioma: 'Language' }

function shell(tag, name, filled) {
    const page = { page_title: '', person: '', languages: [], switch_keeps_form: false, sample: false, faults: [] }
    return within(render('web/shell', { ...page, ...filled }, ENGLISH, { lang: 'en' }), tag, name)
}

// The one element of that tag and class, as HTML.
function within(html, tag, name) {
    const start = html.indexOf(`<${tag} class="${name}"`)
    assert.notEqual(start, -1, `no ${tag}.${name} in the view`)
    let end = start
    for (let depth = 0; ;) {
        const [found, slash] = html.slice(end).match(new RegExp(`<(/?)${tag}\\b`))
        end = html.indexOf(found, end) + found.length
        depth += slash ? -1 : 1
        if (depth === 0) return html.slice(start, end + 1)
    }
}

function plain(node) {
    if (node.nodeName === '#text') return node.value.replace(/\s+/g, ' ').trim()
    const children = node.childNodes.map(plain).filter(child => child !== '')
    const pairs = (node.attrs ?? []).map(({ name, value }) => [name, name === 'class' ? value.trim() : value])
    const attributes = Object.fromEntries(pairs)
    return { tag: node.nodeName, attributes, children }
}

function apply_differences(element) {
    if (typeof element === 'string') return element
    for (const difference of Object.values(DIFFERENCES)) difference(element)
    element.children.forEach(apply_differences)
    return element
}

for (const [component, names] of Object.entries(COVERED)) {
    const { fixtures } = JSON.parse(readFileSync(new URL(`${component}/fixtures.json`, COMPONENTS)))
    for (const name of names)
        test(`${component}: ${name}`, () => {
            const fixture = fixtures.find(each => each.name === name)
            assert.ok(fixture, 'govuk-frontend no longer publishes this fixture')
            const ours = plain(parseFragment(PARTS[component](fixture.options)))
            assert.deepEqual(ours, apply_differences(plain(parseFragment(fixture.html))))
        })
}
