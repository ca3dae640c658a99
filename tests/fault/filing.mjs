// SPDX-License-Identifier: EUPL-1.2
// The program is killed twenty times while four people file, one in two with a paper: every number that was handed out
// exists, none is missing between them or there twice, every receipt verifies, the paper is there, and asking again with
// the same key gives the same answer. Run: FINESTRETA_BIN=… node tests/fault/filing.mjs   (ROUNDS=n)
// FINESTRETA_TEST_POSTGRES: the same on PostgreSQL.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Office, check, scratch } from '../documents/office.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 20)
const WRITERS = 4

const work = scratch()
const office = await Office.made({ residents: 60 })
if (process.env.FINESTRETA_TEST_POSTGRES) {
    const place = `\ndatabase:\n  postgres: "${process.env.FINESTRETA_TEST_POSTGRES}"\n  schema: filing_${randomBytes(4).toString('hex')}\n`
    appendFileSync(join(office.folder, 'town.yaml'), place)
    const { status, text } = await office.command('padro', 'import', join(office.folder, 'sample', 'padro.csv'))
    assert.equal(status, 0, text)
}
const people = readFileSync(join(office.folder, 'sample', 'people.txt'), 'utf8').trim().split('\n').slice(0, WRITERS)
writeFileSync(join(work, 'batch.txt'), people.join('\n') + '\n')

async function tokens() {
    const { status, text } = await office.command('token', '--batch', join(work, 'batch.txt'), '--minutes', '1440')
    assert.equal(status, 0, text)
    return text.trim().split('\n').filter(line => /^[\w-]{40,}$/.test(line))
}

const by = token => ({ authorization: `Bearer ${token}`, accept: 'application/json' })

async function uploaded(token, bytes) {
    const begun = await fetch(`${office.url}/fitxers`, {
        method: 'POST',
        headers: { ...by(token), 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length), 'upload-metadata': `filename ${btoa('carta.txt')}` }
    })
    const where = begun.headers.get('location')
    assert.equal(begun.status, 201)
    const sent = await fetch(new URL(where, office.url), {
        method: 'PATCH',
        headers: { ...by(token), 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        body: bytes
    })
    assert.equal(sent.status, 204)
    return where.split('/').at(-1)
}

async function filed({ token, key, attachments }) {
    const answer = await fetch(`${office.url}/tramits/instancia-generica`, {
        method: 'POST',
        headers: { ...by(token), 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ subject: 'Fanals', facts: `Vegeu ${key}`, request: 'Que els arregleu', attachments })
    })
    const told = await answer.json()
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(told)}`)
    return told
}

// Files and files until the line goes dead; `open` is what was asked last and not answered.
async function writer(token, round, number) {
    const promised = []
    let open
    try {
        for (let asking = 0; ; ++asking) {
            const paper = asking % 2 ? Buffer.from(`Carta ${round}-${number}-${asking}\n`) : null
            open = undefined
            const attachments = paper ? [await uploaded(token, paper)] : []
            open = { token, key: `${round}-${number}-${asking}`, attachments }
            promised.push({ ...open, paper, told: await filed(open) })
        }
    } catch (failure) {
        if (/^\d{3} /.test(failure.message) || failure.name === 'AssertionError') throw failure
        return { promised, open }
    }
}

const head = async () => (await fetch(`${office.url}/registre/log/head`)).json()

async function assert_in_log({ told }) {
    const answer = await fetch(`${office.url}/registre/log/proof?number=${told.entry.number}`)
    assert.equal(answer.status, 200, `${told.entry.number} was handed out and is not in the register`)
    const proof = await answer.json()
    assert.ok(proof.index < proof.head.size)
    let [at, last, node] = [proof.index, proof.head.size - 1, Buffer.from(proof.leaf, 'hex')]
    for (const step of proof.path.map(each => Buffer.from(each, 'hex'))) { // RFC 9162, 2.1.3.2
        const left = at % 2 === 1 || at === last
        node = createHash('sha256').update(Buffer.from([1])).update(left ? Buffer.concat([step, node]) : Buffer.concat([node, step])).digest()
        if (left) while (at % 2 === 0 && at !== 0) [at, last] = [at >> 1, last >> 1]
        ;[at, last] = [at >> 1, last >> 1]
    }
    assert.equal(node.toString('hex'), proof.head.root, told.entry.number)
}

async function assert_receipt({ token, told }) {
    const answer = await fetch(office.url + told.receipt.pdf, { headers: by(token) })
    assert.equal(answer.status, 200, told.entry.number)
    const file = join(work, 'receipt.pdf')
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
    const { status, text } = await office.command('verify', file)
    assert.equal(status, 0, text)
}

async function assert_matter({ token, told, paper }) {
    const answer = await fetch(`${office.url}/carpeta/tramits/${told.matter.id}`, { headers: by(token) })
    const matter = await answer.json()
    assert.equal(answer.status, 200, told.entry.number)
    assert.equal(matter.number, told.entry.number)
    assert.equal(matter.filings[0].papers.length, paper ? 1 : 0)
}

const all = []
await office.served()
const held = await tokens()

for (let round = 1; round <= ROUNDS; ++round)
    await check(`round ${round}: what was filed before the kill is filed after it`, async t => {
        const pause = 200 + Math.floor(Math.random() * 900)
        const writers = held.map((token, number) => writer(token, round, number))
        await new Promise(resolve => setTimeout(resolve, pause))
        await office.stopped('SIGKILL')
        const ended = await Promise.all(writers)
        const promised = ended.flatMap(each => each.promised)
        t.diagnostic(`killed after ${pause} ms and ${promised.length} filings`)
        await office.served()
        for (const one of promised.slice(-8)) {
            assert.deepEqual(await filed(one), one.told, 'the same key gave another answer')
            await assert_in_log(one)
            await assert_matter(one)
        }
        for (const { open } of ended)
            if (open) promised.push({ ...open, paper: open.attachments.length > 0, told: await filed(open) })
        if (promised.length) await assert_receipt(promised.at(-1))
        all.push(...promised)
    })

await check('no number is missing, none is there twice, all are in the log', async t => {
    const numbers = all.map(each => Number(each.told.entry.number.split('-')[2])).sort((a, b) => a - b)
    t.diagnostic(`${numbers.length} filings`)
    assert.ok(numbers.length > ROUNDS)
    assert.deepEqual(numbers, numbers.map((_, i) => i + 1))
    assert.equal((await head()).size, numbers.length)
    for (const one of all.filter((_, i) => i % 10 === 0)) await assert_in_log(one)
})

await check('the town wants no repair', async () => {
    await office.stopped()
    const { status, text } = await office.command('check')
    assert.equal(status, 0, text)
})
