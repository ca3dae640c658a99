// SPDX-License-Identifier: EUPL-1.2
// A town's list of providers, with their secrets in files as a technician would lay them.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CLIENT } from './hostile.mjs'

export async function with_providers(office, providers) {
    const file = join(office.folder, 'town.yaml')
    const [yaml] = (await readFile(file, 'utf8')).split('identity: ')
    const list = []
    for (const { secret, ...setting } of providers) {
        const secret_file = `keys/${setting.name.replaceAll(/\W/g, '')}.secret`
        await writeFile(join(office.folder, secret_file), secret + '\n', { mode: 0o600 })
        list.push({ secret_file, ...setting })
    }
    await writeFile(file, `${yaml}identity: ${JSON.stringify(list, null, 2)}\n`) // JSON is YAML
}

export const hostile_setting = (name, provider, more = {}) => ({
    name, kind: 'oidc', label: name, issuer: provider.url, client_id: CLIENT.id, secret: CLIENT.secret, levels: { substantial: 'substantial', high: 'high' }, ...more
})
