// SPDX-License-Identifier: EUPL-1.2
// A program that speaks VÀLid's profile (README of ConsorciAOC/VALid2, 2 and 3.1): whoever comes says who they are.
import { randomBytes } from 'node:crypto'
import { json, page, redirect, served } from './served.mjs'

export const CLIENT = { id: '0123456789.serveis.aoc.cat', secret: 'secret-de-valid' }

// What getUserInfo tells of somebody with idCAT Mòbil; `more` changes it, and null takes a field away.
function user_info(document, more) {
    const said = {
        status: 'ok', identifier: document, prefix: '0034', phone: '600000000', identifierType: /^[XYZ]/.test(document) ? '2' : '1',
        name: 'Pere', surnames: 'Mata Coll', surname1: 'Mata', surname2: 'Coll', countryCode: 'ES',
        method: 'idcatmobil', assuranceLevel: 'substantial', ...more
    }
    return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
}

// `plan.more`: what else getUserInfo says; `plan.token`, `plan.info`: answer in its place.
export async function valid(back) {
    const codes = new Map(), tokens = new Map(), plan = {}
    const server = await served(async (request, response, body) => {
        const at = new URL(request.url, 'http://localhost')
        const asked = at.searchParams
        if (at.pathname === '/o/oauth2/auth') return enter(asked, response)
        if (at.pathname === '/o/oauth2/token' && request.method === 'POST') return token(new URLSearchParams(body), response)
        if (at.pathname === '/serveis-rest/getUserInfo') {
            const document = tokens.get(asked.get('AccessToken'))
            tokens.delete(asked.get('AccessToken'))
            if (plan.info) return plan.info(response)
            return document ? json(response, user_info(document, plan.more)) : json(response, { status: 'ko', error: 'TOKEN' })
        }
        response.writeHead(404).end()
    })

    function enter(asked, response) {
        const right = asked.get('client_id') === CLIENT.id && asked.get('redirect_uri') === back && asked.get('response_type') === 'code' &&
            asked.get('scope') === 'autenticacio_usuari' && asked.get('approval_prompt') === 'auto' && asked.get('access_type') === 'online'
        if (!right) return response.writeHead(400).end('not as the profile says')
        const document = asked.get('document')
        const to = new URL(back)
        to.searchParams.set('state', asked.get('state'))
        if (asked.has('cancel')) to.searchParams.set('error', 'SESSION_CANCEL')
        else if (document) to.searchParams.set('code', remember(codes, document))
        else return choose(asked, response)
        redirect(response, to)
    }
    function choose(asked, response) {
        const kept = [...asked].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join('')
        page(response, 'VÀLid de prova', `<form>${kept}<label>Document <input name="document"></label><button>Identifica'm</button></form>
<form>${kept}<button name="cancel" value="1">Cancel·la</button></form>`)
    }
    function token(asked, response) {
        if (plan.token) return plan.token(response)
        const document = codes.get(asked.get('code'))
        codes.delete(asked.get('code'))
        const right = asked.get('grant_type') === 'authorization_code' && asked.get('redirect_uri') === back
        if (asked.get('client_id') !== CLIENT.id || asked.get('client_secret') !== CLIENT.secret) return json(response, { error: 'invalid_client' }, 401)
        if (!document || !right) return json(response, { error: 'invalid_grant' }, 400)
        json(response, { access_token: remember(tokens, document), expires_in: 3600, token_type: 'Bearer' })
    }
    return { ...server, plan }
}

function remember(where, document) {
    const name = '1/' + randomBytes(12).toString('base64url')
    where.set(name, document)
    return name
}
