// SPDX-License-Identifier: EUPL-1.2
// <form data-draft="/esborranys/…">: what is hidden, shown and computed as one answers, by the same rules as the server
// goes by when it is sent; and what is typed is saved while one types. Without a script all fields stand there, and
// whatever does not belong is left out by the server.
import { Among, Told, Value, decimal, evaluate, holds, text_of, typed_number } from './expression'

const SAVE_AFTER = 1500 // ms without a key
const RETRY_AFTER = 15_000

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function controls(form: HTMLFormElement, name: string): Control[] {
    return [...form.elements].filter((each): each is Control => 'name' in each && each.name === name)
}

// What an answer of another page is worth: [type, value] as it is kept.
function worth([type, value]: [string, unknown]): Value {
    if (type === 'number' || type === 'computed') return decimal(String(value))
    if (type === 'money') return BigInt(value as number) * 100n
    if (type === 'address') return (value as { town?: string }).town ?? ''
    if (type === 'consultation') return (value as { consults: boolean }).consults
    if (Array.isArray(value)) return value.map(each => (typeof each === 'string' ? each : null))
    return typeof value === 'boolean' || typeof value === 'string' ? value : null
}

// What stands in the controls of one name, as conditions see it.
function typed(form: HTMLFormElement, name: string): Value {
    const found = controls(form, name)
    if (!found.length) return composite(form, name)
    const first = found[0]!
    if (first instanceof HTMLInputElement && first.type === 'checkbox') {
        const ticked = found.filter(each => (each as HTMLInputElement).checked).map(each => each.value)
        return found.length === 1 && first.value === 'si' ? (ticked.length ? true : null) : ticked.length ? ticked : null
    }
    if (first instanceof HTMLInputElement && first.type === 'radio') {
        const chosen = found.find(each => (each as HTMLInputElement).checked)?.value
        const yes_no = found.length === 2 && found.every(each => each.value === 'si' || each.value === 'no')
        return chosen === undefined ? null : yes_no ? chosen === 'si' : chosen
    }
    const said = first.value.trim().normalize('NFC')
    if (!said) return null
    return first.inputMode === 'numeric' || first.inputMode === 'decimal' ? typed_number(said) : said
}

// A day of three boxes; the town of an address; the rows of a group.
function composite(form: HTMLFormElement, name: string): Value {
    const piece = (of: string) => controls(form, `${name}-${of}`)[0]?.value.trim() ?? ''
    if (controls(form, `${name}-year`).length) {
        const [day, month, year] = [piece('day'), piece('month'), piece('year')]
        if (!day || !month || year.length !== 4) return null
        const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
        const date = new Date(text + 'T00:00:00Z')
        return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null
    }
    if (controls(form, `${name}-town`).length) return piece('town') || null
    const rows = row_numbers(form, name)
    return rows.length ? rows.map(() => null) : null
}

function row_numbers(form: HTMLFormElement, group: string): number[] {
    const found = new Set<number>()
    for (const each of form.elements) {
        const [head, number] = ('name' in each ? String(each.name) : '').split('-')
        if (head === group && number && /^\d+$/.test(number)) found.add(Number(number))
    }
    return [...found].filter(number => row_begun(form, group, number)).sort((a, b) => a - b)
}

// A row that nobody wrote in is no row.
function row_begun(form: HTMLFormElement, group: string, number: number): boolean {
    return [...form.elements].some(each => {
        if (!('name' in each) || !String(each.name).startsWith(`${group}-${number}-`)) return false
        const control = each as Control
        return control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox') ? control.checked : control.value !== ''
    })
}

function among(form: HTMLFormElement, elsewhere: Record<string, [string, unknown]>, row: string): Among {
    const here = new Date()
    const today = [here.getFullYear(), here.getMonth() + 1, here.getDate()].map(part => String(part).padStart(2, '0')).join('-')
    const hidden = (name: string) => !!form.querySelector(`[data-field="${CSS.escape(name)}"][hidden]`)
    const answer = (name: string): Value => (hidden(name) ? null : computed(form, name) ?? typed(form, name))
    return {
        today,
        answer: key => (row && form.querySelector(`[data-field="${CSS.escape(row + key)}"]`) ? answer(row + key)
            : key in elsewhere ? worth(elsewhere[key]!) : answer(key)),
        items: (group, member) => group in elsewhere ? elsewhere_items(elsewhere[group]!, member) : row_numbers(form, group).map(number => answer(`${group}-${number}-${member}`))
    }
}

// Of a group that stands in another page: rows as they are kept, where money is a number of cents.
function elsewhere_items([, rows]: [string, unknown], member: string): Value {
    if (!Array.isArray(rows)) return null
    return rows.map(row => {
        const value = (row as Record<string, unknown>)[member]
        if (typeof value === 'number') return BigInt(value) * 100n
        return typeof value === 'string' ? decimal(value) ?? value : typeof value === 'boolean' ? value : null
    })
}

function computed(form: HTMLFormElement, name: string): Value | undefined {
    const output = form.querySelector<HTMLOutputElement>(`output[data-formula][id="${CSS.escape(name)}"]`)
    return output ? (output.dataset.units ? BigInt(output.dataset.units) : null) : undefined
}

function shown(value: bigint, money: boolean, language: string): string {
    const said = text_of(value)
    if (money) return new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR', useGrouping: true }).format(Number(said))
    return language === 'en' ? said : said.replace('.', ',')
}

// A field of the form itself: not one of a row, nor of another field.
function own_fields(form: HTMLFormElement): HTMLElement[] {
    return [...form.querySelectorAll<HTMLElement>('[data-field]')].filter(each => !each.parentElement!.closest('[data-field]'))
}

// In the order of the page: what stands before decides what stands after.
function apply(form: HTMLFormElement, elsewhere: Record<string, [string, unknown]>, language: string): void {
    for (const field of form.querySelectorAll<HTMLElement>('[data-field]')) {
        const name = field.dataset.field!
        const row = /^(.*-\d+-)[^-]+$/.exec(name)?.[1] ?? ''
        const around = among(form, elsewhere, row)
        if (field.dataset.when) {
            const shown = holds(JSON.parse(field.dataset.when) as Told, around)
            field.hidden = !shown
            for (const each of field.querySelectorAll<Control>('input, textarea, select')) each.disabled = !shown
        }
        const output = field.querySelector<HTMLOutputElement>(':scope > div > output[data-formula]')
        if (!output) continue
        const value = evaluate(JSON.parse(output.dataset.formula!) as Told, around)
        output.dataset.units = typeof value === 'bigint' ? String(value) : ''
        output.value = typeof value === 'bigint' ? shown(value, 'money' in output.dataset, language) : ''
    }
    // Of a form that stands whole on one page: a section without anything to ask is none.
    for (const section of form.querySelectorAll<HTMLElement>('[data-section]'))
        section.hidden = !section.querySelector('[data-field]:not([hidden])')
}

// The page's answers as the server keeps them: nested by the hyphens of their names.
function answers(form: HTMLFormElement): Record<string, unknown> {
    const made: Record<string, unknown> = {}
    for (const field of own_fields(form)) {
        const key = field.dataset.field!
        if (!field.querySelector(':scope > div > output')) made[key] = null
    }
    for (const [name, value] of new FormData(form)) {
        const [key] = name.split('-')
        if (typeof value === 'string' && key! in made) place(made, name.split('-'), value)
    }
    return Object.fromEntries(Object.entries(made).map(([key, value]) => [key, closed(value)]))
}

function place(into: Record<string, unknown>, path: string[], value: string): void {
    const [head, ...rest] = path as [string, ...string[]]
    if (rest.length) {
        const inner = (into[head] ??= {}) as Record<string, unknown>
        place(inner, rest, value)
    } else if (value !== '') into[head] = into[head] == null ? value : [into[head], value].flat()
}

// {"0": {…}, "1": {…}} are rows.
function closed(value: unknown): unknown {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
    const keys = Object.keys(value)
    const inner = Object.values(value).map(closed)
    if (!keys.length) return null
    return keys.every(key => /^\d+$/.test(key)) ? inner.filter(row => row !== null) : Object.fromEntries(keys.map((key, i) => [key, inner[i]]))
}

function saving(form: HTMLFormElement): void {
    const told = form.querySelector<HTMLElement>('[data-saved]')
    let waiting: ReturnType<typeof setTimeout> | undefined
    const seen = form.elements.namedItem('vist') as HTMLInputElement
    let last = JSON.stringify(answers(form))
    let sending: Promise<void> | undefined
    const send = async (now: string) => {
        try {
            const response = await fetch(form.dataset.draft!, {
                method: 'PATCH',
                headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
                body: JSON.stringify({ answers: JSON.parse(now), page: form.dataset.page, seen: seen.value })
            })
            if (response.status === 409) return // another device: whoever goes on is told, and chooses
            if (!response.ok) throw new Error(String(response.status))
            const saved = (await response.json()) as { pages: { page: string; seen: string }[] }
            last = now
            seen.value = saved.pages.find(each => each.page === form.dataset.page)?.seen ?? seen.value
            const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
            if (told) told.textContent = told.dataset.savedWords!.replace('{time}', time)
        } catch {
            if (told) told.textContent = told.dataset.failedWords!
            waiting = setTimeout(save, RETRY_AFTER)
        }
    }
    // One at a time: a second would bring a seal that the first has changed.
    const save = async () => {
        await sending
        const now = JSON.stringify(answers(form))
        if (now === last) return
        sending = send(now).finally(() => (sending = undefined))
        await sending
    }
    const later = () => {
        clearTimeout(waiting)
        waiting = setTimeout(save, SAVE_AFTER)
    }
    form.addEventListener('input', later)
    form.addEventListener('change', later)
    // Nobody goes on while a page is on its way: it would be taken for another device's.
    form.addEventListener('submit', event => {
        clearTimeout(waiting)
        if (!sending) return
        event.preventDefault()
        event.stopImmediatePropagation()
        const button = event.submitter
        void sending.then(() => form.requestSubmit(button as HTMLElement | null))
    }, true)
}

export function draft_forms(root: Document): void {
    const form = root.querySelector<HTMLFormElement>('form[data-draft]')
    if (!form) return
    const elsewhere = JSON.parse(form.dataset.among || '{}') as Record<string, [string, unknown]>
    const run = () => apply(form, elsewhere, root.documentElement.lang)
    form.addEventListener('input', run)
    form.addEventListener('change', run)
    run()
    saving(form)
    for (const list of root.querySelectorAll<HTMLDataListElement>('datalist[data-for]'))
        for (const input of controls(form, list.dataset.for!)) input.setAttribute('list', list.id)
}
