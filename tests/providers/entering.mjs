// SPDX-License-Identifier: EUPL-1.2
// What entering through a provider, and not entering, look like from outside.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { tell } from '../documents/office.mjs'
import { Browser } from './browser.mjs'

const causes = {
    cancelled: 'No us heu identificat', down: /^Ara no us podeu identificar amb /, wrong: 'No us hem pogut identificar', 'no-number': 'No sabem quin DNI o NIE teniu',
    late: 'Cal tornar a començar', elsewhere: 'Heu començat en un altre navegador'
}
export const heading = text => /<h1[^>]*>(.*?)<\/h1>/s.exec(text)[1].replaceAll('&#39;', "'")

export function entering(office) {
    const town = office.url
    const session = browser => browser.jar(town).get('sessio')

    async function assert_refused(browser, landed, way, cause, fault) {
        const url = new URL(landed.url)
        assert.equal(`${url.pathname} ${url.searchParams.get('causa')}`, `/entra/${way}/problema ${cause}`, `${landed.url}\n${office.log.slice(-600)}`)
        assert.equal(landed.status, 200)
        if (causes[cause] instanceof RegExp) assert.match(heading(landed.text), causes[cause])
        else assert.equal(heading(landed.text), causes[cause])
        assert.ok(landed.text.includes(`href="/entra/${way}?retorn=`), 'a way to try again')
        assert.ok(landed.text.includes('href="/entra?retorn='), 'a way to choose another')
        assert.equal(session(browser), undefined)
        assert.equal((await browser.get(`${town}/carpeta`)).status, 303, 'nobody has entered')
        if (fault) assert.equal(await last_fault(way, fault), fault)
    }

    // The newest in the log, which comes through a pipe of its own.
    async function last_fault(way, wanted) {
        for (let tried = 0; ; ++tried) {
            const found = office.log.match(/identity\.provider-refused .*/g)?.at(-1)?.split(`provider=${way} fault=`)[1]
            if (found === wanted || tried === 20) return found
            await pause(50)
        }
    }

    async function assert_entered(browser, landed, name, level) {
        assert.equal(new URL(landed.url).pathname, '/carpeta', `${landed.url}\n${office.log.slice(-600)}`)
        assert.equal(landed.status, 200)
        assert.ok(session(browser), 'a session')
        assert.ok(landed.text.includes(name), `${name} is greeted`)
        assert.equal(browser.jar(town).get('navegador'), undefined, 'the bound cookie goes')
        const [line] = await trail(1)
        assert.deepEqual([line.provider, line.level], [new URL(landed.from).pathname.split('/')[2], level])
        assert.ok(!/12345678Z|99999999R|Mata|Inventada/.test(line.evidence), line.evidence)
        return JSON.parse(line.evidence)
    }

    async function trail(count) {
        const sql = `select provider, level, evidence from identity_assertion order by at desc, id desc limit ${count}`
        const program = ['import json, sqlite3, sys', 'c = sqlite3.connect(sys.argv[1])', 'c.row_factory = sqlite3.Row', 'print(json.dumps([dict(r) for r in c.execute(sys.argv[2])]))']
        const { text } = await tell('python3', '-c', program.join('\n'), `${office.folder}/finestreta.db`, sql)
        return JSON.parse(text)
    }

    const start = (way, more = '') => `${town}/entra/${way}${more}`
    async function whole_way(way, browser = new Browser(), more = '') {
        const landed = await browser.follow(start(way, more))
        return { browser, landed: Object.assign(landed, { from: start(way) }) }
    }

    return { assert_entered, assert_refused, heading, session, start, whole_way }
}
