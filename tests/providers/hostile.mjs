// SPDX-License-Identifier: EUPL-1.2
// A provider of OpenID Connect that does whatever a test plans. Left alone it is honest, and strict with us: it holds
// our requests against the standard.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { json, redirect, served } from './served.mjs'

export { json }

export const CLIENT = { id: 'finestreta', secret: 'un secret' }

export async function new_key(algorithm = 'ES256') {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
    const published = await exportJWK(publicKey)
    const kid = await calculateJwkThumbprint(published)
    return { algorithm, kid, private: privateKey, public: publicKey, published: { ...published, kid, use: 'sig', alg: algorithm } }
}

export const half_hash = text => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')

// plan: discovery(said), keys(set), answer(parameters), claims(claims), header(header), token(response, tokens),
// sign(claims, header, provider), userinfo(response, said), discovery_answer(response), keys_answer(response)
export async function hostile({ key } = {}) {
    const provider = { key: key ?? (await new_key()), plan: {}, codes: new Map(), asked: { discovery: 0, keys: 0, token: 0, userinfo: 0 } }
    const access = new Map()
    const handlers = {
        '/.well-known/openid-configuration'(_, response) {
            if (provider.plan.discovery_answer) return provider.plan.discovery_answer(response)
            const said = {
                issuer: provider.url, authorization_endpoint: `${provider.url}/auth`, token_endpoint: `${provider.url}/token`,
                jwks_uri: `${provider.url}/keys`, userinfo_endpoint: `${provider.url}/userinfo`
            }
            json(response, { ...said, ...provider.plan.discovery?.(said) })
        },
        '/keys'(_, response) {
            if (provider.plan.keys_answer) return provider.plan.keys_answer(response)
            json(response, { keys: provider.plan.keys?.() ?? [provider.key.published] })
        },
        // The person is there and agrees at once: who comes is in the plan.
        '/auth'({ at }, response) {
            const asked = at.searchParams
            assert.equal(asked.get('response_type'), 'code')
            assert.equal(asked.get('client_id'), CLIENT.id)
            assert.equal(asked.get('code_challenge_method'), 'S256')
            for (const name of ['state', 'nonce', 'code_challenge']) assert.match(asked.get(name), /^[\w-]{43}$/)
            const code = randomBytes(16).toString('base64url')
            provider.codes.set(code, Object.fromEntries(asked))
            const to = new URL(asked.get('redirect_uri'))
            to.searchParams.set('code', code)
            to.searchParams.set('state', asked.get('state'))
            provider.plan.answer?.(to.searchParams)
            redirect(response, to)
        },
        async '/token'({ request, body }, response) {
            const asked = new URLSearchParams(body)
            const begun = provider.codes.get(asked.get('code'))
            provider.codes.delete(asked.get('code'))
            const [id, secret] = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString().split(':').map(decodeURIComponent)
            if (id !== CLIENT.id || secret !== CLIENT.secret) return json(response, { error: 'invalid_client' }, 401)
            const challenge = createHash('sha256').update(asked.get('code_verifier') ?? '').digest('base64url')
            const right = begun && challenge === begun.code_challenge && asked.get('redirect_uri') === begun.redirect_uri && asked.get('grant_type') === 'authorization_code'
            if (!right) return json(response, { error: 'invalid_grant' }, 400)
            const tokens = await made(provider, begun)
            access.set(tokens.access_token, begun)
            if (provider.plan.token) return provider.plan.token(response, tokens)
            json(response, tokens)
        },
        '/userinfo'({ request }, response) {
            if (!access.has(request.headers.authorization?.replace('Bearer ', ''))) return response.writeHead(401).end()
            const said = { sub: 'subject-1', document_number: '12345678Z' }
            if (provider.plan.userinfo) return provider.plan.userinfo(response, said)
            json(response, said)
        }
    }
    const server = await served(async (request, response, body) => {
        const at = new URL(request.url, 'http://localhost')
        const name = at.pathname.split('/').at(-1)
        provider.asked[name === 'openid-configuration' ? 'discovery' : name] += 1
        await (handlers[at.pathname] ?? ((_, other) => other.writeHead(404).end()))({ request, at, body }, response)
    })
    return Object.assign(provider, server)
}

export const in_seconds = (more = 0) => Math.floor(Date.now() / 1000) + more

async function made(provider, begun) {
    const { plan, key } = provider
    const access_token = randomBytes(16).toString('base64url')
    const claims = {
        iss: provider.url, sub: 'subject-1', aud: CLIENT.id, exp: in_seconds(300), iat: in_seconds(), nonce: begun.nonce,
        acr: 'substantial', auth_time: in_seconds(-5), jti: randomBytes(8).toString('hex'), at_hash: half_hash(access_token),
        document_number: '12345678Z', given_name: 'Maria', family_name: 'Inventada'
    }
    const said = plan.claims ? plan.claims(claims) ?? claims : claims
    const header = { alg: key.algorithm, kid: key.kid, typ: 'JWT', ...plan.header }
    const id_token = plan.sign ? await plan.sign(said, header, provider) : await new SignJWT(said).setProtectedHeader(header).sign(key.private)
    return { access_token, token_type: 'Bearer', expires_in: 300, id_token }
}
