// SPDX-License-Identifier: EUPL-1.2
// Issued documents looked at with other people's tools: poppler, OpenSSL, qpdf and pdf.js. Before the first run:
// npm ci --omit=optional here. Run: FINESTRETA_BIN=… node tests/documents/verify.mjs
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ANYBODY, Office, check, scratch, tell } from './office.mjs'

// pdf.js says on loading that it cannot draw here, which nobody asks it to.
const silenced = console.warn
console.warn = () => {}
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
console.warn = silenced

const WORK = scratch()
let files = 0
function written(bytes, ending) {
    const file = join(WORK, `${++files}.${ending}`)
    writeFileSync(file, bytes)
    return file
}

// ---- the signature
function parts(pdf) {
    const found = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(pdf.toString('latin1'))
    if (!found) return null
    const [start, first, second, rest] = found.slice(1).map(Number)
    const hex = pdf.toString('latin1', start + first + 1, second - 1)
    const padded = Buffer.from(hex, 'hex')
    return {
        start, first, second, rest,
        content: Buffer.concat([pdf.subarray(start, start + first), pdf.subarray(second, second + rest)]),
        // The length that DER itself tells: what follows is padding.
        cms: padded.subarray(0, 4 + padded.readUInt16BE(2))
    }
}

async function openssl(pdf, office) {
    const found = parts(pdf)
    if (!found || !found.cms.length) return { status: 1, text: 'no signature' }
    return tell('openssl', 'cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-in', written(found.cms, 'cms'), '-content', written(found.content, 'bin'),
                '-CAfile', join(office.folder, 'keys', 'authority.crt'), '-purpose', 'any', '-out', '/dev/null')
}

const valid_by_poppler = text => /Signature is Valid/.test(text) && /Total document signed/.test(text)

async function assert_signed(pdf, office) {
    const file = written(pdf, 'pdf')
    const poppler = await tell('pdfsig', file)
    assert.ok(valid_by_poppler(poppler.text), poppler.text)
    assert.match(poppler.text, /ETSI\.CAdES\.detached/)
    assert.match(poppler.text, /Signer Certificate Common Name: Segell electrònic de l'Ajuntament/)
    const found = parts(pdf)
    assert.equal(found.start, 0)
    assert.equal(found.second + found.rest, pdf.length, 'the signature covers the file to its end')
    assert.equal(pdf[found.first], '<'.charCodeAt(0))
    assert.equal(pdf[found.second - 1], '>'.charCodeAt(0))
    const verified = await openssl(pdf, office)
    assert.equal(verified.status, 0, verified.text)
    const { text } = await tell('openssl', 'asn1parse', '-inform', 'DER', '-in', written(found.cms, 'cms'))
    assert.doesNotMatch(text, /signingTime/, 'PAdES-B-B: the time stands in the PDF, not in the CMS (EN 319 142-1, 6.3)')
    for (const attribute of ['contentType', 'messageDigest', 'id-smime-aa-signingCertificateV2']) assert.match(text, new RegExp(attribute))
}

// ---- the page
async function read(pdf) {
    const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0, useSystemFonts: false })
    const document = await task.promise
    const { info, metadata } = await document.getMetadata()
    const pages = []
    for (let number = 1; number <= document.numPages; ++number) {
        const page = await document.getPage(number)
        const { items } = await page.getTextContent({ includeMarkedContent: true })
        let depth = 0
        const bare = []
        for (const item of items) {
            if (item.type?.startsWith('beginMarkedContent')) ++depth
            else if (item.type === 'endMarkedContent') --depth
            else if (item.str?.trim() && depth === 0) bare.push(item.str)
        }
        const text = items.map(item => item.str ?? '').join(' ').replace(/\s+/g, ' ')
        pages.push({ text, packed: text.replace(/\s/g, ''), bare, marks: items.filter(item => item.type === 'beginMarkedContentProps').length, tree: await page.getStructTree() })
    }
    await task.destroy()
    return { info, title: metadata?.get('dc:title'), pages, text: pages.map(page => page.text).join(' ') }
}

const roles = node => (node ? [node.role, ...(node.children ?? []).flatMap(roles)].filter(Boolean) : [])
const alternatives = node => (node ? [node.alt, ...(node.children ?? []).flatMap(alternatives)].filter(Boolean) : [])

async function assert_readable(pdf, document, office, { kind, language }) {
    const seen = await read(pdf)
    assert.equal(seen.title, document.title)
    assert.equal(seen.info.Language, language)
    assert.ok(seen.text.includes(document.title), seen.text)
    assert.equal(seen.info.Author, undefined)
    for (const page of seen.pages) {
        assert.ok(page.packed.includes(document.code), `every page carries the code: ${page.text}`)
        assert.ok(page.packed.includes(`${office.url}/verifica`), `every page says where to check it: ${page.text}`)
        assert.deepEqual(page.bare, [], 'all text is marked, as content or as an artifact')
        assert.ok(page.marks > 0)
        assert.ok(roles(page.tree).length > 1, 'the page has its part of the structure tree')
    }
    const all = seen.pages.flatMap(page => roles(page.tree))
    for (const role of ['H1', 'P', 'Figure', ...(kind === 'individual' ? [] : ['Table', 'TR', 'TH', 'TD'])])
        assert.ok(all.includes(role), `${role} in ${[...new Set(all)]}`)
    assert.ok(seen.pages.flatMap(page => alternatives(page.tree)).some(text => text.length > 5), 'pictures say what they are')
    return seen
}

async function assert_well_formed(pdf) {
    const file = written(pdf, 'pdf')
    const qpdf = await tell('qpdf', '--check', file)
    assert.equal(qpdf.status, 0, qpdf.text)
    const fonts = (await tell('pdffonts', file)).text.trim().split('\n').slice(2)
    assert.ok(fonts.length > 0)
    for (const line of fonts) assert.match(line, /^[A-Z]{6}\+\S+ .*yes yes yes/, 'embedded, subset, with Unicode')
    const plain = written('', 'pdf')
    await tell('qpdf', '--qdf', '--object-streams=disable', file, plain)
    const text = readFileSync(plain, 'latin1')
    assert.match(text, /<pdfaid:part>2<\/pdfaid:part>/)
    assert.match(text, /<pdfaid:conformance>B<\/pdfaid:conformance>/)
    assert.match(text, /\/OutputIntents/)
    assert.match(text, /\/S \/GTS_PDFA1/)
    for (const source of [text, pdf.toString('latin1')]) assert.doesNotMatch(source, /\/Author|dc:creator|\/Creator\b|\/Encrypt|\/JavaScript|\/EmbeddedFile/)
}

// ---- the matrix
const ASKED = ['ca', 'es', 'en'].flatMap(language => [
    { kind: 'individual', language }, { kind: 'household', language }, { kind: 'historical', language },
    { kind: 'individual', language, procedure: 'certificat-empadronament' }])

// A family of forty under one roof, of age and willing.
function family(header, row) {
    const cell = name => header.indexOf(name)
    const letters = 'TRWAGMYFPDXBNJZSQVHLCKE'
    const lines = []
    for (let i = 0; i < 40; ++i) {
        const number = 45000000 + i
        const own = [...row]
        const put = { person_code: `9900${String(i).padStart(4, '0')}`, document_kind: 'nif', document_number: `${number}${letters[number % 23]}`,
                      given_name: `Maria dels Àngels ${i}`, surname1: 'Puigdesens', surname2: "l'Hospitalet", birth_date: '1980-05-17', dwelling_code: 'D990001',
                      street: 'del Col·legi', number: '9', since: '2015-02-03', cause_in: 'residence_change', until: '', cause_out: '', status: 'in_force',
                      protected: 'no', household_consent: 'yes', collective: 'no', guardian1: '', guardian2: '', cadastral_reference: '' }
        for (const [name, value] of Object.entries(put)) if (cell(name) >= 0) own[cell(name)] = value
        lines.push(own)
    }
    return { document: lines[0][cell('document_number')], csv: [header, ...lines].map(line => line.join(';')).join('\n') + '\n' }
}

// Numbers that are the same at every run.
function dice(seed) {
    return most => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
        return Math.floor((seed / 2 ** 32) * most)
    }
}

async function together(list, width, work) {
    const waiting = [...list]
    await Promise.all(Array.from({ length: width }, async () => {
        while (waiting.length) await work(waiting.shift())
    }))
}

for (const rsa of [false, true]) {
    const sealed_by = rsa ? 'RSA-2048' : 'P-256'
    const office = await (await Office.made({ rsa })).served()
    const token = await office.token()

    for (const asked of ASKED) {
        const name = `${asked.procedure ?? 'volant-empadronament'} ${asked.kind} ${asked.language} ${sealed_by}`
        await check(`${name} holds before other people's tools`, async () => {
            const document = await office.issue(token, asked)
            const pdf = await office.pdf(token, document)
            await assert_signed(pdf, office)
            await assert_well_formed(pdf)
            const seen = await assert_readable(pdf, document, office, asked)
            assert.ok(seen.text.includes(ANYBODY) || asked.kind === 'household', 'the holder is named')
            const told = await office.checked(pdf)
            assert.equal(told.state, 'valid')
            assert.equal(told.intact, true)
        })
    }

    if (!rsa) {
        await check('a household of forty takes several pages, each with the code', async () => {
            const [header, row] = readFileSync(join(office.folder, 'sample', 'padro.csv'), 'utf8').split('\n').map(line => line.split(';'))
            const { document: holder, csv } = family(header, row)
            const imported = await office.command('padro', 'import', written(csv, 'csv'))
            assert.equal(imported.status, 0, imported.text)
            const own = await office.token(holder)
            const document = await office.issue(own, { kind: 'household', purpose: 'foreign-office', language: 'ca' })
            const pdf = await office.pdf(own, document)
            await assert_signed(pdf, office)
            await assert_well_formed(pdf)
            const seen = await assert_readable(pdf, document, office, { kind: 'household', language: 'ca' })
            assert.ok(seen.pages.length >= 2, `${seen.pages.length} pages`)
            for (let i = 0; i < 40; ++i) assert.ok(seen.text.includes(`Maria dels Àngels ${i} `), `person ${i} is there`)
            assert.ok(seen.text.includes('Col·legi'))
            const heads = seen.pages.map(page => roles(page.tree).filter(role => role === 'TH').length)
            assert.ok(heads[0] > 0, `heads of columns by page: ${heads}`)
            seen.pages.forEach((page, i) => assert.ok(page.text.includes(`Pàgina ${i + 1} de ${seen.pages.length}`), page.text))
        })
    }

    if (!rsa || process.argv.includes('--long')) {
        await check(`no byte of a document can change in silence ${sealed_by}`, async () => {
            const pdf = await office.pdf(token, await office.issue(token, { kind: 'individual', language: 'ca' }))
            const { first, second } = parts(pdf)
            const roll = dice(8999)
            // Half anywhere, half near the ends of the signed parts and in the small objects behind the fonts.
            const places = new Set([0, first - 1, first, second - 1, second, pdf.length - 1])
            while (places.size < 100) places.add(roll(pdf.length))
            while (places.size < 200) places.add(Math.min(pdf.length - 1, Math.max(0, first - 6000 + roll(pdf.length - first + 6000))))
            let outside = 0
            await together([...places], 3, async place => {
                const changed = Buffer.from(pdf)
                changed[place] ^= 1 << roll(8)
                const told = await office.checked(changed)
                assert.equal(told.status, 200)
                assert.equal(told.intact, false, `byte ${place} of ${pdf.length}`)
                if (place >= first && place < second) return
                ++outside
                const poppler = await tell('pdfsig', written(changed, 'pdf'))
                assert.doesNotMatch(poppler.text, /Signature is Valid/, `byte ${place} of ${pdf.length}: ${poppler.text}`)
                const verified = await openssl(changed, office)
                assert.notEqual(verified.status, 0, `byte ${place} of ${pdf.length}`)
            })
            assert.ok(outside >= 100, `${outside} outside the signature`)
        })
    }

    await check(`what is added behind a document does not pass for it ${sealed_by}`, async () => {
        const pdf = await office.pdf(token, await office.issue(token, { kind: 'individual', language: 'ca' }))
        const longer = Buffer.concat([pdf, Buffer.from('\n% one more line\n')])
        assert.equal((await office.checked(longer)).intact, false)
        assert.equal((await office.checked(pdf.subarray(0, pdf.length - 1))).intact, false)
        assert.doesNotMatch((await tell('pdfsig', written(longer, 'pdf'))).text, /Total document signed/)
    })

    await office.stopped()
}
