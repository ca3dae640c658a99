// SPDX-License-Identifier: EUPL-1.2
// The expressions of forms, as base/expression.cpp evaluates them: the same value for every set of answers. Numbers are
// ten-thousandths in BigInt, between the same ends. Tested against each other with random ones (tests/forms).

export type Value = null | boolean | bigint | string | Value[]
export type Told = [string, ...(string | Told)[]]
export interface Among {
    answer(key: string): Value
    items(group: string, member: string): Value
    today: string
}

const ONE = 10_000n
const MOST = 9_000_000_000_000_000n

function held(units: bigint): bigint {
    return units > MOST ? MOST : units < -MOST ? -MOST : units
}

// Half goes away from zero.
function divided(by: bigint, divisor: bigint): bigint {
    const negative = by < 0n !== divisor < 0n
    const [a, b] = [by < 0n ? -by : by, divisor < 0n ? -divisor : divisor]
    const rounded = (a * 2n + b) / (b * 2n)
    return negative ? -rounded : rounded
}

function filled(value: Value): boolean {
    if (typeof value === 'string' || Array.isArray(value)) return value.length > 0
    return value !== null
}

function same(a: Value, b: Value): boolean {
    return !Array.isArray(a) && !Array.isArray(b) && typeof a === typeof b && a === b
}

// By code points, as bytes of UTF-8 compare; JavaScript's own order is that of UTF-16.
function compared(a: string, b: string): number {
    const [left, right] = [Array.from(a), Array.from(b)]
    for (let i = 0; i < left.length && i < right.length; ++i) {
        const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!
        if (difference) return Math.sign(difference)
    }
    return Math.sign(left.length - right.length)
}

function order(a: Value, b: Value): number | null {
    if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : b < a ? 1 : 0
    if (typeof a === 'string' && typeof b === 'string') return compared(a, b)
    return null
}

function ordered(sign: string, a: Value, b: Value): boolean {
    const found = order(a, b)
    if (found === null) return false
    const strict = sign[0] === '<' ? found < 0 : found > 0
    return strict || (sign.length === 2 && found === 0)
}

function calculated(sign: string, a: Value, b: Value): Value {
    if (typeof a !== 'bigint' || typeof b !== 'bigint') return null
    if (sign === '+') return held(a + b)
    if (sign === '-') return held(a - b)
    if (sign === '*') return held(divided(a * b, ONE))
    return b === 0n ? null : held(divided(a * ONE, b))
}

function binary(sign: string, a: Value, b: Value): Value {
    switch (sign) {
        case 'and': return a === true && b === true
        case 'or': return a === true || b === true
        case '=': return same(a, b)
        case '!=': return !same(a, b)
        case 'has': return Array.isArray(a) && a.some(each => same(each, b))
        case '<': case '<=': case '>': case '>=': return ordered(sign, a, b)
        default: return calculated(sign, a, b)
    }
}

function is_day(text: Value): text is string {
    if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
    const day = new Date(text + 'T00:00:00Z')
    return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function age(of: Value, today: string): Value {
    if (!is_day(of) || of > today) return null
    const years = Number(today.slice(0, 4)) - Number(of.slice(0, 4))
    return BigInt(today.slice(5) < of.slice(5) ? years - 1 : years) * ONE
}

function numbers(list: Value[]): bigint[] {
    return list.filter((each): each is bigint => typeof each === 'bigint')
}

function called(name: string, args: Value[], today: string): Value {
    const first = args[0] ?? null
    switch (name) {
        case 'filled': return filled(first)
        case 'count': return BigInt(Array.isArray(first) ? first.length : filled(first) ? 1 : 0) * ONE
        case 'sum': return numbers(Array.isArray(first) ? first : [first]).reduce((total, each) => held(total + each), 0n)
        case 'age': return age(first, today)
        default: {
            const found = numbers(args)
            if (!found.length) return null
            return found.reduce((best, each) => (name === 'min' ? each < best : each > best) ? each : best)
        }
    }
}

const BINARY = new Set(['and', 'or', '=', '!=', '<', '<=', '>', '>=', 'has', '+', '-', '*', '/'])

export function evaluate(told: Told, among: Among): Value {
    const [kind, ...rest] = told
    switch (kind) {
        case 'nothing': return null
        case 'true': return true
        case 'false': return false
        case 'number': return BigInt(rest[0] as string)
        case 'text': return rest[0] as string
        case 'today': return among.today
        case 'key': return among.answer(rest[0] as string)
        case 'item': return among.items(rest[0] as string, rest[1] as string)
    }
    const args = (rest as Told[]).map(each => evaluate(each, among))
    if (kind === 'not') return args[0] !== true
    if (kind === 'minus') return typeof args[0] === 'bigint' ? -args[0] : null
    return BINARY.has(kind) ? binary(kind, args[0]!, args[1]!) : called(kind, args, among.today)
}

export function holds(told: Told, among: Among): boolean {
    return evaluate(told, among) === true
}

/** "12", "12.5": as base::decimal reads it. */
export function decimal(text: string): bigint | null {
    const found = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text)
    if (!found) return null
    const units = BigInt(found[2]! + (found[3] ?? '').padEnd(4, '0'))
    if (units > MOST) return null
    return found[1] ? -units : units
}

export function text_of(number: bigint): string {
    const magnitude = number < 0n ? -number : number
    const fraction = String((magnitude % ONE) + ONE).slice(1).replace(/0+$/, '')
    return (number < 0n ? '-' : '') + String(magnitude / ONE) + (fraction ? '.' + fraction : '')
}

/** A number as people type it, as forms/fields/number.cpp reads it: "1.234,5" and "12.5", but not "1.234". */
export function typed_number(text: string): bigint | null {
    const said = text.trim().replace(/[ '€\u00a0\u202f]/g, '')
    const [whole, ...fractions] = said.split(',')
    if (fractions.length) {
        if (fractions.length > 1 || fractions[0]!.includes('.')) return null
        if (whole!.includes('.') && !/^-?\d{1,3}(\.\d{3})+$/.test(whole!)) return null
        return decimal(whole!.replaceAll('.', '') + '.' + fractions[0])
    }
    const points = said.split('.').length - 1
    if (points === 1 && /\.\d{3}$/.test(said)) return null
    if (points > 1) return /^-?\d{1,3}(\.\d{3})+$/.test(said) ? decimal(said.replaceAll('.', '')) : null
    return decimal(said)
}
