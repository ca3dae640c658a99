// SPDX-License-Identifier: EUPL-1.2
// <form data-passkey="get|create" data-challenge data-party …>: asks the device (W3C Web Authentication) and sends
// what it answers as fields of the form. Shown only where the browser knows passkeys.

export function passkey_forms(root: ParentNode): void {
    if (!window.PublicKeyCredential) return
    for (const form of root.querySelectorAll<HTMLFormElement>('form[data-passkey]')) prepare(form)
}

function prepare(form: HTMLFormElement): void {
    form.hidden = false
    const fault = form.querySelector<HTMLElement>('[role=alert]')!
    form.addEventListener('submit', async event => {
        event.preventDefault()
        fault.hidden = true
        try {
            const fields = form.dataset.passkey === 'get' ? await used(form.dataset) : await made(form.dataset)
            for (const [name, bytes] of Object.entries(fields)) add(form, name, bytes)
            form.submit()
        } catch {
            fault.hidden = false // cancelled, timed out, or no key for this place
        }
    })
}

async function used(data: DOMStringMap): Promise<Record<string, ArrayBuffer>> {
    const key = (await navigator.credentials.get({
        publicKey: { challenge: utf8(data.challenge!), rpId: data.party, userVerification: 'required' }
    })) as PublicKeyCredential
    const answer = key.response as AuthenticatorAssertionResponse
    return {
        credential: key.rawId,
        client_data: answer.clientDataJSON,
        authenticator_data: answer.authenticatorData,
        signature: answer.signature
    }
}

async function made(data: DOMStringMap): Promise<Record<string, ArrayBuffer>> {
    const key = (await navigator.credentials.create({
        publicKey: {
            challenge: utf8(data.challenge!),
            rp: { id: data.party, name: document.title },
            user: { id: utf8(data.user!), name: data.userName!, displayName: data.userName! },
            pubKeyCredParams: [{ type: 'public-key', alg: -7 }], // ES256
            authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
            attestation: 'none'
        }
    })) as PublicKeyCredential
    const answer = key.response as AuthenticatorAttestationResponse
    return { client_data: answer.clientDataJSON, authenticator_data: answer.getAuthenticatorData() }
}

function add(form: HTMLFormElement, name: string, bytes: ArrayBuffer): void {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = base64url(bytes)
    form.append(field)
}

// The challenge that comes back in the client data is base64url of these bytes, which the server undoes.
function utf8(text: string): BufferSource {
    return new TextEncoder().encode(text)
}

function base64url(bytes: ArrayBuffer): string {
    const binary = String.fromCharCode(...new Uint8Array(bytes))
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
