// SPDX-License-Identifier: EUPL-1.2
// Text messages against a real SMPP message centre (npm smpp), which reads the units with its own codec, and against a
// gateway by HTTP. Run: npm ci --ignore-scripts; FINESTRETA_BIN=… node tests/ports/sms.mjs
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import smpp from 'smpp'
import { check } from '../documents/office.mjs'
import { Browser, Town, certificate, until } from './town.mjs'

const PASSWORD = 'secret08'
const tls = certificate()
const town = await Town.made()
const authorities = town.lay(tls.file, 'sms.pem')
const password_file = town.secret('sms.password', PASSWORD + '\n')

// What a centre does: `submit` gives the status of each part, or hangs up, or says nothing.
class Centre {
    parts = []
    heard = []

    static async open({ submit = () => 0, bind = true, secure = false, asks = false } = {}) {
        const centre = new Centre()
        const options = secure ? { key: tls.key, cert: tls.cert } : {}
        centre.server = smpp.createServer(options, session => {
            session.on('error', () => {}) // who hangs up is told by the test
            session.on('pdu', pdu => centre.heard.push(pdu.command))
            session.on('bind_transmitter', pdu => {
                const right = pdu.system_id === 'oac' && pdu.password === PASSWORD
                if (bind) session.send(pdu.response({ command_status: right ? smpp.ESME_ROK : smpp.ESME_RINVPASWD, system_id: 'centre' }))
            })
            session.on('submit_sm', pdu => {
                const status = submit(pdu, centre)
                if (status === 'hang up') return session.destroy()
                if (status === 'silence') return
                if (status === 0) centre.parts.push(pdu)
                if (asks) session.enquire_link() // in between, as centres do
                session.send(pdu.response({ command_status: status, message_id: status ? '' : `m${centre.parts.length}` }))
            })
            session.on('enquire_link', pdu => session.send(pdu.response()))
            session.on('unbind', pdu => {
                session.send(pdu.response())
                session.close()
            })
        })
        await new Promise(resolve => centre.server.listen(0, '127.0.0.1', resolve))
        centre.port = centre.server.address().port
        return centre
    }

    // What the telephone shows: parts put together by what their headers say.
    text() {
        const sorted = [...this.parts].sort((a, b) => order(a) - order(b))
        return sorted.map(pdu => pdu.short_message.message).join('')
    }

    async closed() {
        for (const session of this.server.sessions ?? []) session.destroy()
        await new Promise(resolve => this.server.close(resolve))
    }
}
const order = pdu => (pdu.short_message.udh ? pdu.short_message.udh[0][4] : 1)

const section = (port, more = '', scheme = 'smpp') => `
sms:
  gateway: smpp
  server: "${scheme}://localhost:${port}"
  user: oac
  password_file: ${password_file}
  from: "Vilanova"
${more}`

async function at(centre, more, work, scheme) {
    town.set(section(centre.port, more, scheme))
    try {
        return await work()
    } finally {
        await centre.closed()
    }
}

await check('a long Catalan text goes in parts and is put together as it was written', async () => {
    const centre = await Centre.open()
    await at(centre, '', async () => {
        const sent = await town.sends_sms('600 12 34 56')
        assert.equal(sent.told, 'sms accepted', sent.text)
        assert.equal(sent.status, 0)
    })
    assert.deepEqual(centre.heard.filter(each => !each.endsWith('_resp')), ['bind_transmitter', ...centre.parts.map(() => 'submit_sm'), 'unbind'])
    assert.ok(centre.parts.length >= 2, `${centre.parts.length} parts`)
    assert.match(centre.text(), /^Aquest és un missatge de prova de Ajuntament de Vilanova del Riu\. .*«el col·legi d'Àger», la configuració és correcta\.$/)
    const references = new Set()
    for (const pdu of centre.parts) {
        assert.equal(pdu.data_coding, 8)
        assert.equal(pdu.esm_class, 0x40)
        assert.equal(pdu.destination_addr, '34600123456')
        assert.equal(pdu.dest_addr_ton, 1)
        assert.equal(pdu.source_addr, 'Vilanova')
        assert.equal(pdu.source_addr_ton, 5)
        const [kind, length, reference, total, which] = pdu.short_message.udh[0]
        assert.deepEqual([kind, length, total], [0, 3, centre.parts.length])
        assert.ok(which >= 1 && which <= total)
        references.add(reference)
    }
    assert.equal(references.size, 1)
})

await check('over TLS, to a centre that we know, and to no other', async () => {
    const known = await Centre.open({ secure: true })
    await at(known, `  authorities: ${authorities}\n`, async () => {
        assert.equal((await town.sends_sms()).told, 'sms accepted')
        assert.equal(await town.checks('sms'), 'sms ok the centre lets us in')
    }, 'smpps')
    const other = await Centre.open({ secure: true })
    await at(other, '', async () => assert.equal((await town.sends_sms()).told, 'sms later bind: untrusted'), 'smpps')
    assert.deepEqual(other.heard, [])
})

await check('a centre that asks in between whether we are there is answered', async () => {
    const centre = await Centre.open({ asks: true })
    await at(centre, '', async () => assert.equal((await town.sends_sms()).told, 'sms accepted'))
    assert.ok(centre.heard.includes('enquire_link_resp'), centre.heard.join(' '))
})

for (const [what, submit, told] of [
    ['throttled', () => smpp.ESME_RTHROTTLED, 'sms later part 1 of 3: answered 0x58'],
    ['its queue is full', () => smpp.ESME_RMSGQFUL, 'sms later part 1 of 3: answered 0x14'],
    ['a number that does not exist', () => smpp.ESME_RINVDSTADR, 'sms refused part 1 of 3: answered 0x0b'],
    ['a sender that is not ours', () => smpp.ESME_RINVSRCADR, 'sms later part 1 of 3: answered 0x0a'],
    ['throttled in the middle', (_, centre) => (centre.parts.length ? smpp.ESME_RTHROTTLED : 0), 'sms later part 2 of 3: answered 0x58'],
    ['hangs up', () => 'hang up', 'sms later part 1 of 3: broken'],
    ['hangs up in the middle', (_, centre) => (centre.parts.length ? 'hang up' : 0), 'sms later part 2 of 3: broken']
])
    await check(`a centre that is not well: ${what}`, async () => {
        const centre = await Centre.open({ submit })
        const sent = await at(centre, '', () => town.sends_sms())
        assert.equal(sent.told, told)
        assert.equal(sent.status, 1)
        assert.ok(!sent.text.includes('600123456'), sent.text)
    })

await check('silence is waited out no longer than the town says', async () => {
    for (const [options, told] of [[{ submit: () => 'silence' }, 'part 1 of 3'], [{ bind: false }, 'bind']]) {
        const centre = await Centre.open(options), begun = Date.now()
        const sent = await at(centre, '  seconds: 2\n', () => town.sends_sms())
        assert.equal(sent.told, `sms later ${told}: timed-out`)
        assert.ok(Date.now() - begun < 8000)
    }
})

await check('a wrong password is the technician’s to mend', async () => {
    town.secret('sms.password', 'wrong')
    const centre = await Centre.open()
    await at(centre, '', async () => {
        assert.equal((await town.sends_sms()).told, 'sms later bind: answered 0x0e')
        assert.equal(await town.checks('sms'), 'sms MISSING bind: answered 0x0e')
    })
    town.secret('sms.password', PASSWORD)
})

await check('what is no SMPP is not believed', async () => {
    const web = createServer((request, answer) => answer.end('hello'))
    await new Promise(resolve => web.listen(0, '127.0.0.1', resolve))
    town.set(section(web.address().port, '  seconds: 3\n'))
    assert.match((await town.sends_sms()).told, /^sms later bind: (said what is no SMPP|broken)$/)
    web.closeAllConnections()
    web.close()
})

for (const [what, lines, fault] of [
    ['no gateway', '  user: x', 'lacks gateway'],
    ['an unknown gateway', '  gateway: pigeon', 'gateway must be http or smpp'],
    ['http without a body', '  gateway: http\n  url: https://x/', 'lacks body'],
    ['a body that is no JSON', "  gateway: http\n  url: https://x/\n  body: '{\"a\": {to}{text}{id}'", 'body is no JSON'],
    ['a body without the text', "  gateway: http\n  url: https://x/\n  body: '{\"a\": \"{to}{id}\"}'", 'body lacks {text}'],
    ['a status that is none', "  gateway: http\n  url: https://x/\n  body: '{\"a\": \"{to}{text}{id}\"}'\n  refused: [200]", 'refused must list HTTP statuses'],
    ['smpp with a bad port', `  gateway: smpp\n  server: smpp://x:99999\n  user: oac\n  password_file: ${password_file}\n  from: OAC`, 'server has a bad port'],
    ['a name that no telephone shows', `  gateway: smpp\n  server: smpp://x\n  user: oac\n  password_file: ${password_file}\n  from: "Ajuntament de Vilanova"`, 'from must be'],
    ['a user that is too long', '  gateway: smpp\n  server: smpp://x\n  user: abcdefghijklmnop\n  from: OAC', 'user must have 1 to 15']
])
    await check(`a broken setting is refused with its line: ${what}`, async () => {
        town.set(`\nsms:\n${lines}\n`)
        const { status, text } = await town.command('check')
        assert.equal(status, 1)
        assert.ok(text.includes(fault) && /town\.yaml.*\(line \d+\)/.test(text) && text.includes('sms'), text)
    })

// ---- the whole way, by SMPP and by HTTP
let throttled = 1
const centre = await Centre.open({ submit: () => (throttled-- > 0 ? smpp.ESME_RTHROTTLED : 0) })
town.set(section(centre.port))
await town.served()

await check('a code goes in one part of the plain alphabet, after the centre was throttled, and lets in', async () => {
    const browser = new Browser(town)
    assert.equal((await browser.posts('/entra/codi', { contacte: '600 123 456', retorn: '/carpeta' })).status, 303)
    await until('the message', 30, () => centre.parts.length)
    assert.equal(centre.parts.length, 1)
    assert.equal(centre.parts[0].data_coding, 0)
    const [, code] = /^(\d{6}) és el vostre codi d'entrada \(Ajuntament de Vilanova del Riu\)\./.exec(centre.text())
    assert.equal((await browser.posts('/entra/codi/escriu', { codi: code })).location, '/carpeta')
    assert.ok(!town.log.includes('600123456'), town.log)
})
await town.stopped()
await centre.closed()

await check('by HTTP: the gateway gets number, text and our id, the same at the second try', async () => {
    const seen = []
    const gateway = createServer(async (request, answer) => {
        const pieces = []
        for await (const piece of request) pieces.push(piece)
        seen.push({ token: request.headers.authorization, ...JSON.parse(Buffer.concat(pieces)) })
        answer.statusCode = seen.length === 1 ? 503 : 202
        answer.end()
    })
    await new Promise(resolve => gateway.listen(0, '127.0.0.1', resolve))
    const bearer_file = town.secret('sms.token', 'abc')
    town.set(`
sms:
  gateway: http
  url: "http://localhost:${gateway.address().port}/messages"
  body: '{"to": "{to}", "text": "{text}", "reference": "{id}"}'
  bearer_file: ${bearer_file}
`)
    await town.served()
    const browser = new Browser(town, 'es')
    await browser.posts('/entra/codi', { contacte: '+34 611 22 33 44' })
    await until('the second try', 30, () => seen.length >= 2)
    assert.deepEqual(seen[0], seen[1])
    assert.equal(seen[0].token, 'Bearer abc')
    assert.equal(seen[0].to, '+34611223344')
    assert.match(seen[0].text, /^\d{6} es su clave de entrada \(/)
    assert.match(seen[0].reference, /^[0-9a-z]{26}$/)
    assert.equal((await browser.posts('/entra/codi/escriu', { codi: seen[0].text.slice(0, 6) })).location, '/carpeta')
    await town.stopped()
    gateway.closeAllConnections()
    gateway.close()
})
