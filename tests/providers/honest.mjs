// SPDX-License-Identifier: EUPL-1.2
// A real provider of OpenID Connect, written by others (oidc-provider): it asks for a document number and believes it.
import Provider from 'oidc-provider'
import { generateKeyPair, exportJWK } from 'jose'
import { free_port } from '../free_port.mjs'
import { page, served } from './served.mjs'

export const SUBSTANTIAL = 'http://eidas.europa.eu/LoA/substantial'
export const CLIENT = { id: 'finestreta-de-prova', secret: 'secret: amb espais & signes %' }

// `back`: our address, as a provider has it registered.
export async function honest(back) {
    const port = await free_port()
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const provider = new Provider(`http://localhost:${port}`, {
        clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [back], token_endpoint_auth_method: 'client_secret_basic' }],
        jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'honest-1', use: 'sig', alg: 'RS256' }] },
        cookies: { keys: ['only for this test'] },
        pkce: { required: () => true },
        claims: { openid: ['sub'], profile: ['document_number', 'given_name', 'family_name'] },
        acrValues: [SUBSTANTIAL],
        ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
        findAccount: (_, id) => ({
            accountId: id,
            claims: () => ({ sub: `subject-${id}`, document_number: id, given_name: 'Pere', family_name: 'Mata Coll' })
        }),
        async loadExistingGrant(ctx) {
            const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
            grant.addOIDCScope('openid profile')
            await grant.save()
            return grant
        }
    })
    const faults = []
    provider.on('server_error', (_, fault) => faults.push(fault))
    const ours = provider.callback()
    const { url, close } = await served((request, response) => {
        const [, , uid, step] = request.url.split('?')[0].split('/')
        if (!request.url.startsWith('/interaction/')) return ours(request, response)
        return interaction(provider, request, response, uid, step)
    }, port)
    return { url, close, faults }
}

async function interaction(provider, request, response, uid, step) {
    if (step === 'cancel') return provider.interactionFinished(request, response, { error: 'access_denied' }, { mergeWithLastSubmission: false })
    if (request.method === 'POST') {
        let body = ''
        for await (const piece of request) body += piece
        const login = { accountId: new URLSearchParams(body).get('document'), acr: SUBSTANTIAL, amr: ['otp'] }
        return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
    }
    page(response, 'Proveïdor de prova', `<form method="post" action="/interaction/${uid}/login">
<label>Document <input name="document"></label><button>Identifica'm</button></form>
<a href="/interaction/${uid}/cancel">Cancel·la</a>`)
}
