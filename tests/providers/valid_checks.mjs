// SPDX-License-Identifier: EUPL-1.2
// Entering through VÀLid's profile: what it may say, and what it may not.
import assert from 'node:assert/strict'
import { check } from '../documents/office.mjs'
import { Browser } from './browser.mjs'
import { entering } from './entering.mjs'

export async function valid_checks(office, aoc) {
    const { assert_entered, assert_refused, start } = entering(office)
    const town = office.url
    const through_valid = async (more = {}, document = '12345678Z') => {
        aoc.plan.more = more
        const browser = new Browser()
        const form = await browser.follow(start('valid'), url => url.startsWith(aoc.url))
        return { browser, landed: Object.assign(await browser.follow(`${form.url}&document=${document}`), { from: start('valid') }) }
    }
    await check('VÀLid: idCAT Mòbil enters at the level that it says', async () => {
        const { browser, landed } = await through_valid()
        const evidence = await assert_entered(browser, landed, 'Núria Puig Ferrer', 'substantial')
        assert.equal(evidence.method, 'idcatmobil')
        assert.ok(!JSON.stringify(evidence).includes('600000000'))
        const low = await through_valid({ assuranceLevel: 'low' })
        await assert_entered(low.browser, low.landed, 'Núria Puig Ferrer', 'low')
        const slip = await low.browser.get(`${town}/tramits/volant-empadronament`)
        assert.equal(slip.status, 200)
    })

    await check('VÀLid: missing fields are normal, and the organisation of a representative is kept', async () => {
        const bare = await through_valid({ name: null, surnames: null, surname1: null, surname2: null, identifierType: null, documentType: '1', method: null, email: null, countryCode: null })
        await assert_entered(bare.browser, bare.landed, 'Núria Puig Ferrer', 'substantial')
        const agent = await through_valid({ method: 'certificat', certificateType: '11', companyId: 'A58818501', companyName: 'Fusta, SA', userCertificate: 'MIIB', assuranceLevel: 'high' })
        const evidence = await assert_entered(agent.browser, agent.landed, 'Núria Puig Ferrer', 'high')
        assert.deepEqual(evidence.stands_for, { number: 'A58818501', name: 'Fusta, SA' })
    })

    for (const [what, more, cause, fault] of [
        ['a passport', { identifier: 'AAB123456', identifierType: '3' }, 'no-number', 'person-not-spanish'],
        ['a seal', { certificateType: '4' }, 'no-number', 'person-not-a-person'],
        ['no level', { assuranceLevel: null }, 'wrong', 'level-unknown'],
        ['a status that is not ok', { status: 'ko' }, 'wrong', 'person-status']
    ])
        await check(`VÀLid: ${what} does not enter`, async () => {
            const { browser, landed } = await through_valid(more)
            await assert_refused(browser, landed, 'valid', cause, fault)
        })

    await check('VÀLid: who cancels is told so; a code is good once', async () => {
        const browser = new Browser()
        const there = await browser.follow(start('valid'), url => url.startsWith(aoc.url))
        await assert_refused(browser, await browser.follow(`${there.url}&cancel=1`), 'valid', 'cancelled')
        const { browser: again, landed } = await through_valid()
        await assert_entered(again, landed, 'Núria Puig Ferrer', 'substantial')
    })

    await check('VÀLid: answers that are none are refused', async () => {
        const broken = [
            ['token', r => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'wrong', 'token-not-json'],
            ['token', r => r.writeHead(200, { 'content-type': 'application/json' }).end('{"token_type":"Bearer"}'), 'wrong', 'token-without-access-token'],
            ['info', r => r.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"'), 'wrong', 'person-malformed'],
            ['info', r => r.writeHead(500).end(), 'down', 'person-status-500'],
            ['info', r => r.writeHead(302, { location: '/elsewhere' }).end(), 'wrong', 'person-status-302']
        ]
        for (const [where, answer, cause, fault] of broken) {
            aoc.plan[where] = answer
            const { browser, landed } = await through_valid()
            delete aoc.plan[where]
            await assert_refused(browser, landed, 'valid', cause, fault)
        }
    })
}
