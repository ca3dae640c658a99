// SPDX-License-Identifier: EUPL-1.2
// The interface's words in each language, read from the same .po files as the program.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const source = resolve(import.meta.dirname, '../../../src')

function read(language) {
    const words = new Map()
    const files = readdirSync(source, { recursive: true }).filter(path => path.endsWith(`text/${language}.po`))
    for (const file of files) {
        const text = readFileSync(join(source, file), 'utf8').replaceAll('"\n"', '')
        for (const [, id, said] of text.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)) words.set(unquoted(id), unquoted(said))
    }
    return words
}

function unquoted(text) {
    return text.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c))
}

const all = { ca: read('ca'), es: read('es'), en: read('en') }

// A Catalan sentence of a view, or a key such as documents.state-valid, as that language says it.
export function say(language, id) {
    const said = all[language].get(id) ?? (language === 'ca' && !/^[a-z]+\.[a-z-]+$/.test(id) ? id : undefined)
    if (said === undefined) throw new Error(`no ${language} text for: ${id}`)
    return said
}
