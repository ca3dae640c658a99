// SPDX-License-Identifier: EUPL-1.2
// Entering through providers elsewhere, over HTTP, with the real program: an honest one, VÀLid's profile, and one that
// tries everything. Run: npm ci; FINESTRETA_BIN=… node tests/providers/providers.mjs
import assert from 'node:assert/strict'
import { Office, check, tell, PROGRAM } from '../documents/office.mjs'
import { free_port } from '../free_port.mjs'
import { Browser } from './browser.mjs'
import { entering } from './entering.mjs'
import { honest, SUBSTANTIAL, CLIENT as HONEST } from './honest.mjs'
import { hostile, new_key } from './hostile.mjs'
import { attacks } from './attacks.mjs'
import { valid, CLIENT as VALID } from './valid.mjs'
import { valid_checks } from './valid_checks.mjs'
import { with_providers, hostile_setting } from './town.mjs'

const port = await free_port()
const town = `http://localhost:${port}`
const back = name => `${town}/entra/${name}/retorn`
const sound = await honest(back('honest'))
const aoc = await valid(back('valid'))
const rogue = await hostile()
const teller = await hostile() // asked at userinfo too
const turning = await hostile() // changes its keys
const liar = await hostile() // publishes another issuer
liar.plan.discovery = () => ({ issuer: 'https://accounts.example' })
const huge = await hostile()
huge.plan.discovery_answer = response => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ issuer: huge.url, more: 'x'.repeat(300_000) }))
const gone = await hostile()
await gone.close()
const office = await Office.made({ residents: 60 })
await with_providers(office, [
    { name: 'honest', kind: 'oidc', label: 'Proveïdor honest', issuer: sound.url, client_id: HONEST.id, secret: HONEST.secret, scope: 'openid profile', acr_values: SUBSTANTIAL, levels: { [SUBSTANTIAL]: 'substantial' }, userinfo: true },
    { name: 'valid', kind: 'valid', label: 'VÀLid', help: { ca: 'Amb idCAT Mòbil, certificat o Cl@ve.', es: 'Con idCAT Mòbil, certificado o Cl@ve.', en: 'With idCAT Mòbil, a certificate or Cl@ve.' }, url: aoc.url, client_id: VALID.id, secret: VALID.secret },
    hostile_setting('rogue', rogue), hostile_setting('teller', teller, { userinfo: true }), hostile_setting('turning', turning),
    hostile_setting('liar', liar), hostile_setting('huge', huge), hostile_setting('gone', gone)
])
await office.served(port)

const { assert_entered, assert_refused, heading, session, start, whole_way } = entering(office)

// ---- the good paths
async function log_in(browser, document) {
    const form = await browser.follow(start('honest', '?retorn=/carpeta'))
    assert.equal(heading(form.text), 'Proveïdor de prova')
    const action = new URL(/action="([^"]+)"/.exec(form.text)[1], form.url).href
    const done = await browser.get(action, { method: 'POST', body: new URLSearchParams({ document }), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    return Object.assign(await browser.follow(done.to), { from: start('honest') })
}

await check('somebody of the register enters through an honest provider, by the name of the register', async () => {
    const browser = new Browser()
    const evidence = await assert_entered(browser, await log_in(browser, '12345678Z'), 'Núria Puig Ferrer', 'substantial')
    assert.deepEqual(sound.faults, [])
    assert.equal(evidence.issuer, sound.url)
    assert.equal(evidence.acr, SUBSTANTIAL)
    assert.match(evidence.subject, /^[0-9a-f]{64}$/)
})

await check('somebody who is not in the register enters by the name that the provider gives', async () => {
    const browser = new Browser()
    await assert_entered(browser, await log_in(browser, '99999999R'), 'Pere Mata Coll', 'substantial')
})

await check('who turns back at an honest provider is told so, and keeps where they were going', async () => {
    const browser = new Browser()
    const form = await browser.follow(start('honest', '?retorn=/tramits/volant-empadronament'))
    const cancelled = await browser.follow(new URL(/href="([^"]+cancel)"/.exec(form.text)[1], form.url).href)
    await assert_refused(browser, cancelled, 'honest', 'cancelled')
    assert.match(cancelled.url, /retorn=%2ftramits%2fvolant-empadronament$/)
})

await check('the page of the ways in has every provider in the order of the town, with its help', async () => {
    const { text } = await new Browser().get(`${town}/entra`)
    const at = ['Proveïdor honest', 'Us portarem al web de Proveïdor honest', 'VÀLid', 'Amb idCAT Mòbil, certificat o Cl@ve.', 'Certificat digital'].map(word => text.indexOf(word))
    assert.deepEqual(at.filter(place => place < 0), [])
    assert.deepEqual(at, [...at].sort((a, b) => a - b))
    const english = (await new Browser().get(`${town}/entra?lang=en`)).text
    assert.ok(english.includes('With idCAT Mòbil, a certificate or Cl@ve.'))
})

await check('the provider that tests attack lets in when it is left alone', async () => {
    const { browser, landed } = await whole_way('rogue')
    const evidence = await assert_entered(browser, landed, 'Núria Puig Ferrer', 'substantial')
    assert.equal(evidence.key, rogue.key.kid)
    assert.ok(evidence.auth_time > 1_700_000_000)
    assert.match(evidence.jti, /^[0-9a-f]{16}$/)
})

await valid_checks(office, aoc)

// ---- attacks on the browser's way
const to_return = way => url => url.startsWith(back(way))
async function returned(way, browser = new Browser()) {
    const { url } = await browser.follow(start(way), to_return(way))
    return { browser, url: new URL(url) }
}
const land = async (browser, url) => browser.follow(String(url))

await check('an answer whose state is missing, altered or empty is refused', async () => {
    for (const [change, cause, fault] of [
        [u => u.searchParams.delete('state'), 'wrong', 'state-missing'], [u => u.searchParams.set('state', ''), 'wrong', 'state-missing'],
        [u => u.searchParams.set('state', 'x'.repeat(43)), 'late', 'state-late'], [u => u.searchParams.append('state', 'x'), 'wrong', 'answer-malformed'],
        [u => u.searchParams.append('code', 'x'), 'wrong', 'answer-malformed'], [u => u.searchParams.set('state', 'a\r\nb'), 'wrong', 'answer-malformed'],
        [u => u.searchParams.set('code', 'x'.repeat(2001)), 'wrong', 'answer-malformed']
    ]) {
        const { browser, url } = await returned('rogue')
        change(url)
        await assert_refused(browser, await land(browser, url), 'rogue', cause, fault)
    }
})

await check("another browser cannot use an answer, and does not spend it for the right one", async () => {
    const { browser, url } = await returned('rogue')
    const lured = new Browser()
    await assert_refused(lured, await land(lured, url), 'rogue', 'elsewhere', 'state-elsewhere')
    const other = (await returned('rogue')).browser
    await assert_refused(other, await land(other, url), 'rogue', 'elsewhere', 'state-elsewhere')
    await assert_entered(browser, Object.assign(await land(browser, url), { from: start('rogue') }), 'Núria Puig Ferrer', 'substantial')
})

await check('an answer is used once: neither its state nor its code opens a second session', async () => {
    const { browser, url } = await returned('rogue')
    const secret = browser.jar(town).get('navegador')
    await land(browser, url)
    assert.ok(session(browser))
    browser.jar(town).delete('sessio')
    browser.jar(town).set('navegador', secret) // as if it had never been forgotten
    await assert_refused(browser, await land(browser, url), 'rogue', 'late', 'state-late')
    const next = await returned('rogue')
    next.url.searchParams.set('code', url.searchParams.get('code'))
    await assert_refused(next.browser, await land(next.browser, next.url), 'rogue', 'wrong', 'token-status-400-invalid_grant')
    await assert_refused(next.browser, await land(next.browser, next.url), 'rogue', 'late', 'state-late')
})

await check('of the same answer brought three times at once one enters', async () => {
    for (let round = 0; round < 5; ++round) {
        const { browser, url } = await returned('rogue')
        const both = await Promise.all([browser.get(String(url)), browser.get(String(url)), browser.get(String(url))])
        assert.equal(both.filter(each => each.headers.getSetCookie().some(line => /^sessio=./.test(line))).length, 1)
    }
})

await check("another provider's answer is not taken to this one", async () => {
    const { browser, url } = await returned('rogue')
    const elsewhere = new URL(back('teller') + url.search)
    await assert_refused(browser, await land(browser, elsewhere), 'teller', 'late', 'state-late')
})

await check('errors in the answer are told by what the person can do', async () => {
    for (const [error, cause] of [['access_denied', 'cancelled'], ['server_error', 'down'], ['temporarily_unavailable', 'down'], ['invalid_request', 'wrong'], ['<script>', 'wrong']]) {
        rogue.plan.answer = asked => (asked.delete('code'), asked.set('error', error), asked.set('error_description', '<script>alert(1)</script>'))
        const { browser, landed } = await whole_way('rogue')
        assert.ok(!landed.text.includes('alert(1)'))
        await assert_refused(browser, landed, 'rogue', cause)
    }
    delete rogue.plan.answer
})

await check('where to go on is an address of the town', async () => {
    const { landed } = await whole_way('rogue', new Browser(), '?retorn=//evil.example/x')
    assert.equal(new URL(landed.url).pathname, '/carpeta')
})

// ---- attacks of the provider
for (const attack of attacks)
    await check(attack.name, async () => {
        const provider = { rogue, teller }[attack.way ?? 'rogue']
        Object.assign(provider.plan, attack.plan)
        const begun = Date.now()
        const { browser, landed } = await whole_way(attack.way ?? 'rogue')
        for (const name of Object.keys(attack.plan)) delete provider.plan[name]
        if (attack.enters) await assert_entered(browser, landed, 'Núria Puig Ferrer', attack.level ?? 'substantial')
        else await assert_refused(browser, landed, attack.way ?? 'rogue', attack.cause ?? 'wrong', attack.fault)
        assert.ok(Date.now() - begun < (attack.seconds ?? 3) * 1000, `${Date.now() - begun} ms`)
    })

await check('a key that was changed is fetched, but not for every token with an unknown one', async () => {
    const first = turning.key, before = turning.asked.keys
    turning.key = await new_key('RS256')
    const { browser, landed } = await whole_way('turning')
    await assert_entered(browser, landed, 'Núria Puig Ferrer', 'substantial')
    assert.equal(turning.asked.keys, before + 1)
    const unpublished = await new_key()
    turning.plan.keys = () => [first.published]
    turning.key = unpublished
    for (let round = 0; round < 4; ++round) {
        const again = await whole_way('turning')
        await assert_refused(again.browser, again.landed, 'turning', 'wrong', 'key-unknown')
    }
    assert.equal(turning.asked.keys, before + 1)
})

await check('a provider that is not there, or is not the one it should be, is told on the way out', async () => {
    for (const way of ['gone', 'liar', 'huge']) {
        const { browser, landed } = await whole_way(way)
        await assert_refused(browser, landed, way, 'down')
    }
    assert.match(office.log, /identity.provider-down provider=gone/)
    const asked = liar.asked.discovery
    await whole_way('liar')
    assert.equal(liar.asked.discovery, asked, 'left in peace for a while')
})

await check('the page of the ways in and the start come from memory', async () => {
    const asked = rogue.asked.discovery + rogue.asked.keys
    for (let round = 0; round < 5; ++round) await returned('rogue')
    assert.equal(rogue.asked.discovery + rogue.asked.keys, asked)
    assert.equal(rogue.asked.discovery, 1)
})

// ---- the technician
await check("the office's page of states names every provider and what is wrong", async () => {
    const { text } = await office.command('token', '--staff', 'marta')
    const headers = { authorization: `Bearer ${text.trim().split('\n').at(-1)}`, accept: 'application/json' }
    const { checks } = await (await fetch(`${town}/oficina/estat`, { headers })).json()
    const of = name => checks.find(each => each.name === `Identificació amb ${name}`)
    assert.ok(of('Proveïdor honest').ready)
    assert.ok(of('VÀLid').ready)
    assert.match(of('liar').detail, /discovery-issuer-differs$/)
    assert.match(of('huge').detail, /discovery-too-large$/)
    assert.match(of('gone').detail, /discovery-unreachable$/)
    assert.ok(!of('gone').ready)
    assert.equal((await fetch(`${town}/readyz`)).status, 200, 'the town serves on')
})

await check('the log has neither secrets nor people', () => {
    assert.ok(!/12345678Z|99999999R|Núria|Mata|un secret|secret-de-valid|Bearer|eyJ/.test(office.log), office.log)
    assert.ok(!/ error /.test(office.log), office.log)
})

await check('settings that are wrong are refused with file, line and reason', async () => {
    const wrong = [
        [{ issuer: 'http://provider.example' }, 'issuer must be an address that begins with https://'], [{ kind: 'saml' }, 'kind must be oidc or valid'],
        [{ name: 'demo' }, 'demo is taken'], [{ name: 'A b' }, 'name must be small letters'], [{ level: 'huge' }, 'level must be low, substantial or high'],
        [{ level: undefined }, 'needs levels'], [{ secret_file: 'keys/none' }, 'holds no secret'], [{ colour: 'red' }, 'colour is no setting of it'],
        [{ levels: { one: '' } }, 'one must be low, substantial or high'], [{ userinfo: 'perhaps' }, 'userinfo must be true or false'], [{ client_id: ['a'] }, 'client_id must be a text'],
        [{ label: undefined }, 'lacks label'], [{ label: { ca: 'X' } }, 'label lacks es'], [{ scope: 'profile' }, 'scope must have openid'], [{ claims: { documents: 'x' } }, 'documents is no setting of it']
    ]
    const other = await Office.made({ residents: 4 })
    for (const [change, reason] of wrong) {
        await with_providers(other, [{ ...hostile_setting('rogue', rogue), level: 'low', levels: undefined, ...change }])
        const { status, text } = await tell(PROGRAM, 'check', '--town', other.folder)
        assert.notEqual(status, 0)
        assert.match(text, /town\.yaml: identity.* \(line \d+\)/, JSON.stringify(change))
        assert.ok(text.includes(reason), `${JSON.stringify(change)}: ${text}`)
    }
})

await office.stopped()
await Promise.all([sound, aoc, rogue, teller, turning, liar, huge].map(each => each.close()))
