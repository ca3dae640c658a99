// SPDX-License-Identifier: EUPL-1.2
// As much of ctemplate and src/web/views.cpp as our parts need, with their rules of scope: a section or value that a
// dictionary lacks is looked up in the one around it, and a section is expanded where it was found. An included
// view sees only itself and what is said everywhere.
import { readFileSync } from 'node:fs'

const WEB_VIEWS = new URL('../../src/web/views/', import.meta.url)
const escaped = text => text.replace(/[&<>"']/g, c => `&#${c.codePointAt(0)};`)

class Dictionary {
    constructor(parent) {
        this.parent = parent
        this.values = new Map()
        this.sections = new Map()
    }
    value(name) {
        return this.values.has(name) ? this.values.get(name) : (this.parent?.value(name) ?? '')
    }
    section(name) {
        return this.sections.get(name) ?? this.parent?.section(name) ?? []
    }
    show(name) {
        if (!this.sections.has(name)) this.sections.set(name, [new Dictionary(this)])
    }
    add(name, child) {
        this.sections.set(name, [...(this.sections.get(name) ?? []), child])
    }
    fill(object, everywhere) {
        for (const [key, value] of Object.entries(object)) this.member(key.toUpperCase(), value, everywhere)
        return this
    }
    member(key, value, everywhere) {
        if (typeof value === 'boolean') return this.show(value ? key : `NOT_${key}`)
        if (typeof value === 'number') return this.values.set(key, String(value))
        if (typeof value === 'string') {
            this.values.set(key, value)
            return this.show(value ? `HAS_${key}` : `NO_${key}`)
        }
        if (!Array.isArray(value)) return this.item(key, value, everywhere)
        this.show(value.length ? `HAS_${key}` : `NO_${key}`)
        for (const each of value) this.item(key, each, everywhere)
    }
    item(key, value, everywhere) {
        const child = new Dictionary(value.view ? everywhere : this)
        child.view = value.view
        this.add(key, child.fill(typeof value === 'object' ? value : { item: value }, everywhere))
    }
}

function said(file, texts) {
    return file.replace(/_\(((?:[^()]|\([^()]*\))*)\)/g, (_, text) => texts[text] ?? text)
}

function tokens_of(view, texts) {
    const file = readFileSync(new URL(`${view.replace(/^web\//, '')}.html`, WEB_VIEWS), 'utf8')
    const joined = said(file, texts).split('\n').map(line => line.trim()).join('')
    return joined.split(/(\{\{[^}]*\}\})/)
}

function expand(tokens, dictionary, texts) {
    let out = ''
    for (let at = 0; at < tokens.length; ++at) {
        const [, sign, name] = tokens[at].match(/^\{\{([#>!]?)\s*([^}]*)\}\}$/) ?? []
        if (name === undefined) out += tokens[at]
        else if (sign === '') out += escaped(dictionary.value(name))
        else if (sign === '>') {
            for (const child of dictionary.section(name)) out += expand(tokens_of(child.view, texts), child, texts)
        } else if (sign === '#') {
            const end = tokens.indexOf(`{{/${name}}}`, at)
            for (const child of dictionary.section(name)) out += expand(tokens.slice(at + 1, end), child, texts)
            at = end
        }
    }
    return out
}

/** The view filled with the object; `texts` says in another language what stands in `_(…)`. */
export function render(view, object, texts = {}, everywhere = {}) {
    const around = new Dictionary().fill(everywhere)
    return expand(tokens_of(view, texts), new Dictionary(around).fill(object, around), texts)
}
