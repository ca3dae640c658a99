// SPDX-License-Identifier: EUPL-1.2
// Letters against a real mail server (npm smtp-server) that does what servers do on bad days, read with a real reader
// (mailparser). Run: npm ci --ignore-scripts; FINESTRETA_BIN=… node tests/ports/mail.mjs
import assert from 'node:assert/strict'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { check } from '../documents/office.mjs'
import { Browser, Town, certificate, until } from './town.mjs'

const PASSWORD = 'un secret amb espais'
const tls = certificate()
const town = await Town.made()
const authorities = town.lay(tls.file, 'mail.pem')
const password_file = town.secret('mail.password', PASSWORD + '\n')

function refusal(code, text) {
    return Object.assign(new Error(text), { responseCode: code })
}

// Whom a letter is for decides what becomes of it.
class Post {
    letters = []  // accepted
    begun = []    // every content that began to come, accepted or not
    commands = []

    static async open(options = {}, behaviour = {}) {
        const post = new Post()
        post.behaviour = behaviour
        post.server = new SMTPServer({
            key: tls.key, cert: tls.cert, logger: false, closeTimeout: 100, disableReverseLookup: true,
            onConnect: (session, done) => done(behaviour.connect),
            onAuth: (auth, session, done) => auth.username === 'oac' && auth.password === PASSWORD ? done(null, { user: 'oac' }) : done(refusal(535, '5.7.8 no')),
            onMailFrom: (address, session, done) => (post.commands.push('MAIL'), done(behaviour.mail)),
            onRcptTo: (address, session, done) => (post.commands.push('RCPT'), done(behaviour.rcpt?.(address.address))),
            onData: (stream, session, done) => post.content(stream, session, done),
            ...options
        })
        post.server.on('error', () => {}) // a client that hangs up is the client's affair
        await new Promise(resolve => post.server.listen(0, '127.0.0.1', resolve))
        post.port = post.server.server.address().port
        return post
    }

    content(stream, session, done) {
        const to = session.envelope.rcptTo[0].address
        const pieces = []
        stream.on('data', piece => {
            pieces.push(piece)
            if (this.behaviour.drop?.(to, this)) {
                this.begun.push({ to, raw: Buffer.concat(pieces).toString() })
                for (const each of this.server.connections) if (each.id === session.id) each._socket.destroy()
            }
        })
        stream.on('end', async () => {
            const raw = Buffer.concat(pieces).toString()
            this.begun.push({ to, raw })
            if (this.behaviour.stall?.(to)) return
            const no = this.behaviour.data?.(to)
            if (no) return done(no)
            this.letters.push({ to, from: session.envelope.mailFrom.address, secure: session.secure, user: session.user, raw, parsed: await simpleParser(raw) })
            done()
        })
    }

    to(address) {
        return this.letters.filter(each => each.to === address)
    }

    async closed() {
        await new Promise(resolve => this.server.close(resolve))
    }
}

const section = (url, more = '') => `
mail:
  server: "${url}"
  from: "OAC@vilanovadelriu.example"
${more}`
const lets_in = `  authorities: ${authorities}
  user: oac
  password_file: ${password_file}
`

async function at(post, scheme, more, work) {
    town.set(section(`${scheme}://localhost:${post.port}`, more))
    try {
        return await work()
    } finally {
        await post.closed()
    }
}

await check('a letter goes in over STARTTLS with our name and password, and reads as it was written', async () => {
    const post = await Post.open()
    await at(post, 'smtp', lets_in, async () => {
        const sent = await town.sends_mail('Anna.Puig@Exemple.cat')
        assert.equal(sent.status, 0, sent.text)
        assert.equal(sent.told, 'mail accepted')
        assert.equal(await town.checks('mail'), 'mail ok the server lets us in')
    })
    assert.equal(post.letters.length, 1)
    const [letter] = post.letters
    assert.equal(letter.secure, true)
    assert.equal(letter.user, 'oac')
    assert.equal(letter.to, 'anna.puig@exemple.cat')
    assert.equal(letter.from, 'oac@vilanovadelriu.example')
    const { parsed } = letter
    assert.equal(parsed.from.value[0].name, 'Ajuntament de Vilanova del Riu')
    assert.equal(parsed.subject, 'Prova del correu de Ajuntament de Vilanova del Riu')
    assert.match(parsed.text, /el col·legi d'Àger/)
    assert.equal(parsed.headers.get('auto-submitted'), 'auto-generated')
    assert.equal(parsed.headers.get('content-language'), 'ca')
    assert.match(parsed.messageId, /^<[0-9a-z]{26}@vilanovadelriu\.example>$/)
    assert.ok(Math.abs(parsed.date - Date.now()) < 60_000)
    for (const line of letter.raw.split('\r\n')) assert.ok(line.length <= 78 && /^[\t -~]*$/.test(line), line)
})

await check('by smtps from the first byte', async () => {
    const post = await Post.open({ secure: true })
    await at(post, 'smtps', lets_in, async () => assert.equal((await town.sends_mail()).told, 'mail accepted'))
    assert.equal(post.letters[0].secure, true)
})

await check('a relay beside us may do without TLS, when the town says so', async () => {
    const post = await Post.open({ disabledCommands: ['STARTTLS', 'AUTH'] })
    await at(post, 'smtp', '  tls: none\n', async () => assert.equal((await town.sends_mail()).told, 'mail accepted'))
    assert.equal(post.letters[0].secure, false)
})

await check('without TLS nothing is said otherwise', async () => {
    const post = await Post.open({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, authOptional: true })
    await at(post, 'smtp', lets_in, async () => assert.equal((await town.sends_mail()).told, 'mail later untrusted at greeting'))
    assert.deepEqual(post.commands, [])
})

await check('a server whose certificate nobody vouches for gets nothing', async () => {
    const post = await Post.open()
    await at(post, 'smtp', '', async () => {
        assert.equal((await town.sends_mail()).told, 'mail later untrusted at greeting')
        assert.equal(await town.checks('mail'), 'mail MISSING untrusted at greeting')
    })
    assert.deepEqual(post.commands, [])
})

await check('a wrong password is the technician’s to mend: later', async () => {
    town.secret('mail.password', 'una altra')
    const post = await Post.open()
    await at(post, 'smtp', lets_in, async () => {
        assert.equal((await town.sends_mail()).told, 'mail later the server refuses our name and password')
        assert.match(await town.checks('mail'), /^mail MISSING .*name and password/)
    })
    town.secret('mail.password', PASSWORD)
})

for (const [what, behaviour, told] of [
    ['no such mailbox', { rcpt: () => refusal(550, '5.1.1 <anna@exemple.cat> no such mailbox') }, 'mail refused recipient: answered 550 5.1.1'],
    ['a content that is not wanted', { data: () => refusal(554, '5.7.1 looks like spam, anna@exemple.cat') }, 'mail refused content: answered 554 5.7.1'],
    ['a full mailbox', { rcpt: () => refusal(452, '4.2.2 anna@exemple.cat is full') }, 'mail later recipient: answered 452 4.2.2'],
    ['greylisting', { rcpt: () => refusal(451, '4.7.1 come again') }, 'mail later recipient: answered 451 4.7.1'],
    ['a disk that is full', { data: () => refusal(451, '4.3.0 later') }, 'mail later content: answered 451 4.3.0'],
    ['a sender that is not wanted', { mail: refusal(550, '5.7.1 not you') }, 'mail later sender: answered 550 5.7.1'],
    ['a server that is not for us', { connect: refusal(554, 'go away') }, 'mail later greeting: answered 554'],
    ['a server that is busy', { connect: refusal(421, 'busy') }, 'mail later greeting: answered 421'],
    ['a server that hangs up in the content', { drop: () => true }, 'mail later broken at content']
])
    await check(`${what}: ${told}`, async () => {
        const post = await Post.open({}, behaviour)
        const sent = await at(post, 'smtp', lets_in, () => town.sends_mail())
        assert.equal(sent.told, told)
        assert.equal(sent.status, 1)
        assert.ok(!sent.text.includes('anna'), sent.text)
        assert.equal(post.letters.length, 0)
    })

await check('a server that falls silent is waited for no longer than the town says', async () => {
    const post = await Post.open({}, { stall: () => true })
    const begun = Date.now()
    const sent = await at(post, 'smtp', lets_in + '  seconds: 2\n', () => town.sends_mail())
    assert.equal(sent.told, 'mail later timed-out at content')
    assert.ok(Date.now() - begun < 8000, `${Date.now() - begun} ms`)
})

await check('nobody at the port: later', async () => {
    town.set(section('smtp://localhost:1', lets_in))
    assert.equal((await town.sends_mail()).told, 'mail later unreachable at greeting')
})

await check('what is no address is not sent', async () => {
    for (const wrong of ['anna', 'anna@exemple.cat\r\nRCPT TO:<b@exemple.cat>', 'a@b.cat,c@d.cat'])
        assert.equal((await town.sends_mail(wrong)).told, 'mail refused that is no address')
})

for (const [what, lines, fault] of [
    ['no server', '  from: oac@vilanova.cat', 'lacks server'],
    ['another scheme', '  server: http://x\n  from: oac@vilanova.cat', 'server must begin with smtps:// or smtp://'],
    ['no sender', '  server: smtp://x', 'lacks from'],
    ['a sender that is none', '  server: smtp://x\n  from: oac', 'from must be an address'],
    ['TLS neither nor', '  server: smtp://x\n  from: oac@vilanova.cat\n  tls: maybe', 'tls must be required or none'],
    ['a password in the clear', `  server: smtp://x\n  from: oac@vilanova.cat\n  tls: none\n  user: oac\n  password_file: ${password_file}`, 'user would be sent in the clear'],
    ['a user without a password', '  server: smtp://x\n  from: oac@vilanova.cat\n  user: oac', 'needs both user and password_file'],
    ['a file that is not there', '  server: smtp://x\n  from: oac@vilanova.cat\n  authorities: keys/nobody.pem', 'authorities names a file that does not exist'],
    ['an unknown key', '  server: smtp://x\n  from: oac@vilanova.cat\n  pasword: x', 'pasword is no setting of it'],
    ['a time that is none', '  server: smtp://x\n  from: oac@vilanova.cat\n  seconds: soon', 'seconds must be a whole number'],
    ['no keys at all', '  smtp://x', 'must have its settings below it']
])
    await check(`a broken setting is refused with its line: ${what}`, async () => {
        town.set(`\nmail:\n${lines}\n`)
        const { status, text } = await town.command('check')
        assert.equal(status, 1)
        assert.ok(text.includes(fault) && /town\.yaml.*\(line \d+\)/.test(text) && text.includes('mail'), text)
    })

// ---- the whole way: somebody asks for a code, the job brings it
const tries = new Map()
const first_time = to => {
    tries.set(to, (tries.get(to) ?? 0) + 1)
    return tries.get(to) === 1
}
const post = await Post.open({}, {
    rcpt: to => to.startsWith('refused') ? refusal(550, `5.1.1 ${to} unknown`) : to.startsWith('later') && first_time(to) ? refusal(451, '4.7.1 come again') : undefined,
    drop: to => to.startsWith('drop') && first_time(to)
})
town.set(section(`smtp://localhost:${post.port}`, lets_in))
await town.served()

async function asks(to, language = 'ca') {
    const browser = new Browser(town, language)
    const asked = await browser.posts('/entra/codi', { contacte: to, retorn: '/carpeta' })
    assert.equal(asked.status, 303, asked.text)
    assert.equal(asked.location, '/entra/codi/escriu')
    return browser
}
const code_in = letter => /^(\d{6})$/m.exec(letter.parsed.text)[1]

for (const [language, subject] of [['ca', "El vostre codi d'entrada: "], ['es', 'Su código de entrada: '], ['en', 'Your entry code: ']])
    await check(`a code asked for in ${language} comes by mail and lets in`, async () => {
        const to = `anna.${language}@exemple.cat`
        const browser = await asks(to, language)
        const [letter] = await until('the letter', 10, () => post.to(to).length && post.to(to))
        assert.ok(letter.parsed.subject.startsWith(subject), letter.parsed.subject)
        assert.equal(letter.parsed.headers.get('content-language'), language)
        const code = code_in(letter)
        assert.ok(!letter.parsed.subject.includes(code))
        const entered = await browser.posts('/entra/codi/escriu', { codi: `${code.slice(0, 3)} ${code.slice(3)}` })
        assert.equal(entered.location, '/carpeta', entered.text)
        assert.ok(browser.cookies.get('sessio'))
    })

await check('a letter cut off in its content comes again as the same letter, and is delivered once', async () => {
    const to = 'drop@exemple.cat'
    const browser = await asks(to)
    const [letter] = await until('the letter', 30, () => post.to(to).length && post.to(to))
    await new Promise(resolve => setTimeout(resolve, 2000))
    assert.equal(post.to(to).length, 1)
    assert.equal((await browser.posts('/entra/codi/escriu', { codi: code_in(letter) })).location, '/carpeta')
    const begun = post.begun.filter(each => each.to === to)
    assert.equal(begun.length, 2, 'it was tried twice')
    for (const header of ['Message-ID', 'Date', 'Subject']) {
        const [before, after] = begun.map(each => new RegExp(`^${header}: .*`, 'm').exec(each.raw)?.[0])
        assert.ok(before, header)
        assert.equal(before, after)
    }
})

await check('greylisted: it comes the second time', async () => {
    await asks('later@exemple.cat')
    await until('the letter', 30, () => post.to('later@exemple.cat').length === 1)
})

await check('an address that does not exist ends as a dead job that does not tell it', async () => {
    await asks('refused@exemple.cat')
    const [job] = await until('the dead job', 10, async () => (await town.jobs('dead')).length && town.jobs('dead'))
    assert.equal(job.kind, 'mail')
    assert.equal(job.trouble, 'recipient: answered 550 5.1.1')
    const page = await fetch(`${town.url}/oficina/feines`, { headers: { accept: 'text/html', authorization: `Bearer ${await town.staff('marta')}` } })
    assert.ok(!(await page.text()).includes('refused@'))
    assert.match(town.log, /job\.failed/)
    assert.ok(!town.log.includes('exemple.cat'), town.log)
})

await check('a letter of an unknown visitor is told in the same words', async () => {
    const answers = []
    for (const to of ['anna.ca@exemple.cat', 'nobody.yet@exemple.cat', 'refused.too@exemple.cat', '+34600123456']) {
        const browser = new Browser(town)
        const { status, location, text } = await browser.posts('/entra/codi', { contacte: to })
        answers.push(JSON.stringify({ status, location, text }))
    }
    assert.equal(new Set(answers).size, 1, answers.join('\n'))
})

await town.stopped()
await post.closed()
