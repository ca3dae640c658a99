// SPDX-License-Identifier: EUPL-1.2
// What somebody of the office does before anything else.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from './test.mjs'
import { say } from './words.mjs'

export async function password(town) {
    return (await readFile(join(town.dir, 'sample/staff.txt'), 'utf8')).split(' ')[1]
}

export async function enter_office(page, town, login, to = '/oficina') {
    await page.goto('/oficina/entra?retorn=' + to)
    await page.getByLabel(say('ca', 'staff.login'), { exact: true }).fill(login)
    await page.getByLabel(say('ca', 'staff.password'), { exact: true }).fill(await password(town))
    await page.locator('#main').getByRole('button', { name: say('ca', 'Entra'), exact: true }).click()
    await expect(page).toHaveURL(new RegExp(to + '$'))
}
