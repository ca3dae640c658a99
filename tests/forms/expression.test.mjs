// SPDX-License-Identifier: EUPL-1.2
// The browser's evaluator of form expressions against the server's: random expressions among random answers, the same
// value each time (model.md, invariant 30). FINESTRETA_VECTORS names the program that prints them.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)
const { buildSync } = createRequire(new URL('package.json', root))('esbuild')
const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('src/web/islands/expression.ts', root))],
    bundle: true,
    format: 'esm',
    target: 'es2020',
    write: false
})
const { evaluate, decimal, text_of, typed_number } = await import(
    'data:text/javascript;base64,' + Buffer.from(outputFiles[0].contents).toString('base64')
)

const program = process.env.FINESTRETA_VECTORS ?? fileURLToPath(new URL('build/release/expression_vectors', root))

function value_of(told) {
    if (Array.isArray(told)) return told.map(value_of)
    return told !== null && typeof told === 'object' ? BigInt(told.n) : told
}

for (const seed of [1, 2026, Math.floor(Math.random() * 2 ** 31)])
    test(`twenty thousand expressions of seed ${seed} come to what the server says`, () => {
        const lines = execFileSync(program, [String(seed), '20000'], { maxBuffer: 2 ** 28, encoding: 'utf8' }).trim().split('\n')
        assert.ok(lines.length > 15_000)
        let fruitful = 0
        for (const line of lines) {
            const { text, told, answers, amounts, value } = JSON.parse(line)
            const found = evaluate(told, {
                answer: key => value_of(answers[key] ?? null),
                items: () => value_of(amounts),
                today: '2026-11-22'
            })
            assert.deepEqual(found, value_of(value), text)
            if (found !== null && found !== false) ++fruitful
        }
        assert.ok(fruitful > lines.length / 10, 'most of them came to nothing')
    })

test('numbers are read as the server reads them', () => {
    for (const [typed, units] of [['12', 120000n], ['12,5', 125000n], ['1.234,5', 12345000n], ['1.234.567', 12345670000n],
        ['1 250,50 €', 12505000n], ['1.234', null], ['1..234', null], ['12,3,4', null], ['', null], ['-3', -30000n], ['12,', null]])
        assert.equal(typed_number(typed), units, typed)
    assert.equal(text_of(decimal('-0.0001')), '-0.0001')
    assert.equal(decimal('900000000001'), null)
})
