// SPDX-License-Identifier: EUPL-1.2
// The description of the interface, linted by Spectral and held against a running town: every operation is called by
// it, rightly and wrongly, as nobody, a citizen and the staff. Run: npm ci; FINESTRETA_BIN=… node tests/api/api.mjs
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Ajv2020 from 'ajv/dist/2020.js'
import { ANYBODY, Office, check, scratch, tell } from '../documents/office.mjs'
import { broken_bodies, known, query, valid } from './bodies.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const office = await (await Office.made({ residents: 60 })).served()
const described = await (await fetch(`${office.url}/api/openapi.json`)).json()

// ---- who asks; sessions that an operation ended are opened again
async function staff_token(login) {
    const { status, text } = await office.command('token', '--staff', login)
    assert.equal(status, 0, text)
    return text.trim().split('\n').at(-1)
}
const actors = [
    { name: 'nobody' },
    { name: 'citizen', home: '/carpeta', fresh: () => office.token(ANYBODY) },
    // No one role may do everything: whoever is not first comes only where a permission is asked for.
    ...['marta', 'nuria', 'laia', 'albert', 'secretaria'].map((login, at) => ({ name: login, home: '/oficina', fresh: () => staff_token(login), special: at > 0 }))
]
for (const actor of actors) actor.token = await actor.fresh?.()
async function alive(actor) {
    if (!actor.home) return
    const answer = await fetch(office.url + actor.home, { headers: as(actor) })
    await answer.body.cancel()
    if (answer.status === 401) actor.token = await actor.fresh()
}
const as = actor => ({ accept: 'application/json', ...(actor.token ? { authorization: `Bearer ${actor.token}` } : {}) })

// ---- what the description says of an answer
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
ajv.addSchema(described, 'openapi')
const pointer = (...parts) => 'openapi#/' + parts.map(part => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
const schemas = new Map()
function fault(value, ...place) {
    const at = pointer(...place)
    if (!schemas.has(at)) schemas.set(at, ajv.compile({ $ref: at }))
    const right = schemas.get(at)
    return right(value) ? null : ajv.errorsText(right.errors)
}

const resolved = value => (value.$ref ? value.$ref.slice(2).split('/').reduce((from, part) => from[part], described) : value)

async function assert_described(operation, answer, what) {
    const said = operation.told.responses[answer.status]
    assert.ok(answer.status < 500, `${what}: ${answer.status}\n${office.log}`)
    assert.ok(said, `${what}: ${answer.status} is not among ${Object.keys(operation.told.responses)}`)
    const type = (answer.headers.get('content-type') ?? '').split(';')[0]
    const types = Object.keys(resolved(said).content ?? {})
    if (types.length) assert.ok(types.includes(type), `${what}: ${answer.status} with ${type}, not ${types}`)
    if (type === 'text/event-stream') return answer.body.cancel()
    if (operation.method === 'head') return
    const body = await answer.text()
    if (type === 'application/problem+json') {
        const told = JSON.parse(body)
        assert.equal(fault(told, 'components', 'schemas', 'Problem'), null, `${what}: ${body}`)
        assert.equal(told.status, answer.status)
    } else if (type === 'application/json') {
        const wrong = fault(JSON.parse(body), 'paths', operation.path, operation.method, 'responses', answer.status, 'content', type, 'schema')
        assert.equal(wrong, null, `${what}: ${body.slice(0, 2000)}`)
    }
}

// ---- one operation
const operations = Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, told]) => ({ path, method, told })))
const succeeded = new Set()

async function call(operation, actor, what, { body, type, search = '', accept, more } = {}) {
    const target = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(known(operation.path, name)))
    const headers = { ...as(actor), ...(type ? { 'content-type': type } : {}), ...(accept ? { accept } : {}), ...more }
    const answer = await fetch(office.url + target + search, { method: operation.method.toUpperCase(), headers, body, redirect: 'manual' })
    await assert_described(operation, answer, `${actor.name}: ${what}`)
    if (answer.ok) succeeded.add(operation.told.operationId)
    return answer.status
}

async function by_get(operation, actor) {
    const asked = operation.told.parameters.map(resolved).filter(each => each.in === 'query')
    await call(operation, actor, 'bare')
    await call(operation, actor, 'all parameters', { search: query(asked.map(each => [each.name, known(operation.path, each.name, each.schema)])) })
    await call(operation, actor, 'an unknown parameter', { search: '?ningu_no_ho_demana=1' })
    await call(operation, actor, 'a broken escape', { search: '?q=%zz' })
    await call(operation, actor, 'control characters', { search: query(asked.map(each => [each.name, 'a\u0001\u0000'])) })
    await call(operation, actor, 'as a browser', { accept: 'text/html' })
}

async function by_post(operation, actor) {
    const content = operation.told.requestBody.content
    for (const [type, { schema }] of Object.entries(content)) {
        const { body, type: sent } = valid(operation.path, type, schema && resolved(schema), described)
        await call(operation, actor, `valid ${type}`, { body, type: sent })
        await alive(actor)
    }
    const schema = Object.values(content)[0].schema
    for (const { what, body, type, refused } of broken_bodies(operation.path, resolved(schema), described)) {
        const status = await call(operation, actor, what, { body, type })
        if (refused) assert.ok(status >= 400, `${actor.name}: ${what} was taken: ${status}`)
        await alive(actor)
    }
}

// tus: what matters stands in the headers.
async function by_tus(operation, actor) {
    const { method } = operation
    const right = { 'tus-resumable': '1.0.0', 'upload-length': '4', 'upload-metadata': 'filename YS50eHQ=', 'upload-offset': '0' }
    const piece = method === 'patch' ? { body: 'hola', type: 'application/offset+octet-stream' } : {}
    await call(operation, actor, 'bare', piece)
    await call(operation, actor, 'rightly', { ...piece, more: right })
    for (const name of Object.keys(right)) await call(operation, actor, `${name} made up`, { ...piece, more: { ...right, [name]: 'a, b' } })
    if (method !== 'patch') return
    await call(operation, actor, 'another type', { body: 'hola', type: 'text/plain', more: right })
    await call(operation, actor, 'a checksum that is none', { ...piece, more: { ...right, 'upload-checksum': 'md5 x' } })
}
const way = ({ method, told }) => ((told.parameters ?? []).some(each => each.name === 'Tus-Resumable') ? by_tus : method === 'get' ? by_get : by_post)

// ---- the checks
await check('Spectral has nothing to say against the description', async () => {
    const file = join(scratch(), 'openapi.json')
    writeFileSync(file, JSON.stringify(described))
    const { status, text } = await tell(join(HERE, 'node_modules/.bin/spectral'), 'lint', '--ruleset', join(HERE, '.spectral.yaml'), '--fail-severity', 'hint', file)
    assert.equal(status, 0, text)
})

await check('the description knows many operations, each by a name of its own', () => {
    const names = operations.map(each => each.told.operationId)
    assert.ok(names.length > 80, String(names.length))
    assert.equal(new Set(names).size, names.length)
})

// So that documents, codes and members are there to be found.
const document = await office.issue(actors[1].token, {})
known.document = document
known.member = (await (await fetch(`${office.url}/oficina/equip`, { headers: as(actors[2]) })).json()).members?.[0]?.id

async function made(path, body) {
    const answer = await fetch(office.url + path, { method: 'POST', headers: { ...as(actors[1]), 'content-type': 'application/json' }, body: JSON.stringify(body) })
    assert.equal(answer.status, 201, path)
    return answer.json()
}
known.draft = (await made('/tramits/instancia-generica/esborranys', {})).id
known.filed = await made('/tramits/instancia-generica', { subject: 'Fanals', facts: 'No hi ha llum', request: 'Que els arregleu' })

// A link by which a draft goes on elsewhere.
known.handover = (await made(`/esborranys/${(await made('/tramits/instancia-generica/esborranys', {})).id}/enllac`, {})).id

// Something that waits to be signed with a certificate.
const whole = (await made('/tramits/instancia-generica/esborranys', { answers: { subject: 'Fanals', facts: 'No hi ha llum', request: 'Que els arregleu' } })).id
const { seen } = await (await fetch(`${office.url}/esborranys/${whole}/presenta`, { headers: as(actors[1]) })).json()
known.signing = (await made(`/esborranys/${whole}/signatura`, { vist: seen })).id

// Something that waits for the secretary, with the bytes that they sign. 202: nobody has done it yet.
const waits = await fetch(office.url + '/tramits/certificat-empadronament', {
    method: 'POST', headers: { ...as(actors[1]), 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'historical', purpose: 'other' })
})
assert.equal(waits.status, 202)
known.to_sign = (await waits.json()).request.id
const begun = await fetch(`${office.url}/oficina/signatura/${known.to_sign}/signa`, {
    method: 'POST', headers: { ...as(actors.find(each => each.name === 'secretaria')), 'content-type': 'application/json' }, body: '{}'
})
assert.equal(begun.status, 201)

for (const operation of operations)
    await check(`${operation.method.toUpperCase()} ${operation.path} answers as described`, async () => {
        for (const actor of actors) {
            if (actor.special && !operation.told['x-permission']) continue
            await way(operation)(operation, actor)
            await alive(actor)
        }
    })

// A test that only ever saw refusals would have proved little.
// From the step before: a failed certificate, a password that was right, an invitation just made.
const needs_a_cookie = ['get-entra-certificat-problema', 'get-oficina-entra-codi', 'get-oficina-equip-enllac']
await check('every question without conditions was answered', () => {
    const asked = operations.filter(each => each.method === 'get' && !each.path.includes('{')).map(each => each.told.operationId)
    assert.deepEqual(asked.filter(name => !succeeded.has(name)), needs_a_cookie)
    console.log(`${succeeded.size} of ${operations.length} operations succeeded at least once`)
})

await office.stopped()
