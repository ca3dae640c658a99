// SPDX-License-Identifier: EUPL-1.2
// What a provider may try, or whoever stands in its place: one thing at a time, and the name by which the log calls it.
import { createHmac } from 'node:crypto'
import { exportSPKI, SignJWT } from 'jose'
import { half_hash, in_seconds, json, new_key } from './hostile.mjs'

const encoded = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const claims = change => ({ claims: said => ({ ...said, ...(typeof change === 'function' ? change(said) : change) }) })
const without = name => ({ claims: said => (delete said[name], said) })
const signed = (said, header, key) => new SignJWT(said).setProtectedHeader(header).sign(key)
const answers = (status, type, body, more = {}) => response => response.writeHead(status, { 'content-type': type, ...more }).end(body)
const token = answer => ({ token: answer })
const changed = change => token((response, tokens) => json(response, change(tokens)))

const other = await new_key()
const rsa = await new_key('RS256')

export const attacks = [
    // ---- claims
    { name: 'a nonce that is missing', plan: without('nonce'), fault: 'nonce-wrong' },
    { name: "another browser's nonce", plan: claims({ nonce: 'x'.repeat(43) }), fault: 'nonce-wrong' },
    { name: 'another issuer', plan: claims({ iss: 'https://accounts.example' }), fault: 'issuer-wrong' },
    { name: 'an issuer with a slash more', plan: claims(said => ({ iss: said.iss + '/' })), fault: 'issuer-wrong' },
    { name: 'another audience', plan: claims({ aud: 'another' }), fault: 'audience-wrong' },
    { name: 'several audiences without an authorized party', plan: claims({ aud: ['finestreta', 'another'] }), fault: 'authorized-party-wrong' },
    { name: 'another authorized party', plan: claims({ azp: 'another' }), fault: 'authorized-party-wrong' },
    { name: 'several audiences, asked for by us', plan: claims({ aud: ['finestreta', 'another'], azp: 'finestreta' }), enters: true },
    { name: 'a token that has expired', plan: claims({ exp: in_seconds(-61) }), fault: 'expired' },
    { name: 'a token issued tomorrow', plan: claims({ iat: in_seconds(86_400) }), fault: 'from-the-future' },
    { name: 'a token issued yesterday', plan: claims({ iat: in_seconds(-86_400) }), fault: 'issued-long-ago' },
    { name: 'a token that is not good yet', plan: claims({ nbf: in_seconds(3600) }), fault: 'from-the-future' },
    { name: 'no subject', plan: without('sub'), fault: 'claim-missing' },
    { name: 'a subject with control characters', plan: claims({ sub: 'a\u0000b' }), fault: 'claim-malformed' },
    { name: 'an end in text', plan: claims({ exp: '9999999999' }), fault: 'claim-malformed' },
    { name: "another access token's hash", plan: claims({ at_hash: half_hash('another') }), fault: 'access-token-wrong' },
    { name: 'a level that the town does not know', plan: claims({ acr: 'gold' }), fault: 'level-unknown' },
    { name: 'no level', plan: without('acr'), fault: 'level-unknown' },
    { name: 'no document number', plan: without('document_number'), cause: 'no-number', fault: 'document-missing' },
    { name: "an organisation's number", plan: claims({ document_number: 'P0801900B' }), cause: 'no-number', fault: 'document-not-spanish' },
    { name: 'a document number in a list', plan: claims({ document_number: ['12345678Z'] }), cause: 'no-number', fault: 'document-missing' },

    // ---- header, keys, signature
    { name: 'a token that nobody signed (alg none)', plan: { sign: said => `${encoded({ alg: 'none' })}.${encoded(said)}.` }, fault: 'algorithm-refused' },
    {
        name: 'HS256 with the public key as the secret',
        plan: {
            async sign(said, header, provider) {
                const text = `${encoded({ ...header, alg: 'HS256' })}.${encoded(said)}`
                return `${text}.${createHmac('sha256', await exportSPKI(provider.key.public)).update(text).digest('base64url')}`
            }
        },
        fault: 'algorithm-refused'
    },
    { name: 'a key that is not published under its name', plan: { sign: (said, header) => signed(said, header, other.private) }, fault: 'signature-wrong' },
    { name: 'a key that the token brings itself', plan: { sign: (said, header) => signed(said, { ...header, jwk: other.published }, other.private) }, fault: 'signature-wrong' },
    { name: "an algorithm of another key's type", plan: { sign: (said, header) => signed(said, { ...header, alg: 'RS256' }, rsa.private) }, fault: 'key-wrong' },
    {
        name: 'a claim altered behind the signature',
        plan: {
            async sign(said, header, provider) {
                const [head, , signature] = (await signed(said, header, provider.key.private)).split('.')
                return `${head}.${encoded({ ...said, document_number: '00000000T' })}.${signature}`
            }
        },
        fault: 'signature-wrong'
    },
    { name: 'a header that must be understood', plan: { sign: (said, header, { key }) => new SignJWT(said).setProtectedHeader({ ...header, crit: ['urn:x'], 'urn:x': 1 }).sign(key.private, { crit: { 'urn:x': true } }) }, fault: 'critical-header' },
    { name: 'an access token in the place of the id token', plan: { header: { typ: 'at+jwt' } }, fault: 'type-refused' },
    { name: 'a token of two parts', plan: { sign: said => `${encoded({ alg: 'ES256' })}.${encoded(said)}` }, fault: 'malformed' },
    { name: 'a token of binary rubbish', plan: { sign: () => `${encoded('\u0000\u0001')}.${encoded('x')}.AAAA` }, fault: 'malformed' },
    { name: 'a token that is very long', plan: claims({ more: 'x'.repeat(20_000) }), fault: 'token-without-id-token' },

    // ---- the token's address
    { name: 'broken JSON', plan: token(answers(200, 'application/json', '{"id_token":')), fault: 'token-malformed' },
    { name: 'JSON that is no object', plan: token(answers(200, 'application/json', '["x"]')), fault: 'token-malformed' },
    { name: 'JSON that is too deep', plan: token(answers(200, 'application/json', '{"a":'.repeat(2000) + '1' + '}'.repeat(2000))), fault: 'token-malformed' },
    { name: 'JSON that is not UTF-8', plan: token(answers(200, 'application/json', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))), fault: 'token-malformed' },
    { name: 'another content type', plan: token((response, tokens) => answers(200, 'text/html', JSON.stringify(tokens))(response)), fault: 'token-not-json' },
    { name: 'an answer of many megabytes', plan: token(answers(200, 'application/json', `{"a":"${'x'.repeat(5_000_000)}"}`)), fault: 'token-too-large' },
    { name: 'a redirect from the token address', plan: token(answers(302, 'text/plain', '', { location: 'http://localhost:9/' })), fault: 'token-status-302' },
    { name: 'an answer without an id token', plan: changed(({ id_token, ...rest }) => rest), fault: 'token-without-id-token' },
    { name: 'an id token that is a number', plan: changed(tokens => ({ ...tokens, id_token: 7 })), fault: 'token-without-id-token' },
    { name: 'an error in the place of tokens', plan: token(answers(400, 'application/json', '{"error":"invalid_client"}')), fault: 'token-status-400-invalid_client' },
    { name: 'an error that would write a line into the log', plan: token(answers(400, 'application/json', '{"error":"x\\ny z=1"}')), fault: 'token-status-400' },
    { name: 'a server that fails', plan: token(answers(503, 'text/plain', 'no')), cause: 'down', fault: 'token-status-503' },
    { name: 'a server that breaks off', plan: token(response => response.socket.destroy()), cause: 'down', fault: 'token-broken' },
    { name: 'a server that does not answer', plan: token(() => {}), cause: 'down', fault: 'token-timed-out', seconds: 8 },
    {
        name: 'a server that answers a byte at a time',
        plan: token(response => {
            response.writeHead(200, { 'content-type': 'application/json' })
            const drop = setInterval(() => response.write(' '), 200)
            response.on('close', () => clearInterval(drop))
        }),
        cause: 'down', fault: 'token-timed-out', seconds: 8
    },

    // ---- the answer's own issuer (RFC 9207)
    { name: "another issuer's name in the answer", plan: { answer: asked => asked.set('iss', 'https://accounts.example') }, fault: 'answer-issuer-wrong' },
    { name: 'no code in the answer', plan: { answer: asked => asked.delete('code') }, fault: 'code-missing' },
    { name: 'parameters that nobody asked for', plan: { answer: asked => (asked.set('session_state', 'x'), asked.set('scope', 'openid')) }, enters: true },

    // ---- userinfo
    { name: 'userinfo that agrees', way: 'teller', plan: {}, enters: true },
    { name: "somebody else's userinfo", way: 'teller', plan: { userinfo: (response, said) => json(response, { ...said, sub: 'subject-2' }) }, fault: 'userinfo-subject-differs' },
    { name: 'userinfo without a subject', way: 'teller', plan: { userinfo: (response, said) => json(response, { document_number: said.document_number }) }, fault: 'userinfo-subject-differs' },
    { name: "userinfo that would change the token's number", way: 'teller', plan: { userinfo: (response, said) => json(response, { ...said, document_number: '00000000T' }) }, enters: true },
    { name: 'userinfo in another type', way: 'teller', plan: { userinfo: response => answers(200, 'application/jwt', 'eyJ')(response) }, fault: 'userinfo-not-json' },
    { name: 'a token that does not open userinfo', way: 'teller', plan: changed(tokens => ({ ...tokens, token_type: 'mac' })), fault: 'token-not-bearer' }
]
