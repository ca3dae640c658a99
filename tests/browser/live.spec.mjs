// SPDX-License-Identifier: EUPL-1.2
// Pages that are told what happens elsewhere: by events, and by a WebSocket of a real browser.
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { enter_office } from './harness/office.mjs'
import { expect, test } from './harness/test.mjs'

// Somebody outside asks for a code, and the letter cannot be kept: a job that has to be tried again.
let asked = 0
async function a_job_fails(town) {
    const post = join(town.dir, 'sample/post')
    await rm(post, { recursive: true, force: true })
    await writeFile(post, 'no folder')
    await fetch(`${town.url}/entra/codi`, {
        method: 'POST',
        headers: { Origin: town.url, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ contacte: `algu${++asked}@exemple.cat` }),
        redirect: 'manual',
    })
}
test.afterEach(({ town }) => rm(join(town.dir, 'sample/post'), { force: true, recursive: true }))

test('the page of jobs is fetched anew when one changes', async ({ page, town, gates }) => {
    await enter_office(page, town, 'marta')
    await page.goto('/oficina/feines')
    let fetched = false
    page.on('response', answer => (fetched ||= answer.url().endsWith('/oficina/feines') && !answer.request().isNavigationRequest() && answer.ok()))
    // The first may fail before the page listens.
    await expect.poll(async () => fetched || (await a_job_fails(town), fetched), { intervals: [1500] }).toBe(true)
    await expect(page.locator('.fin-disconnected')).toBeHidden()
    await expect(page.locator('#jobs-counts')).toContainText(/[1-9]/)
    await gates(page)
})

test('a WebSocket of the same page hears it too', async ({ page, town }) => {
    await enter_office(page, town, 'marta')
    const hearing = page.evaluate(() => new Promise((heard, failed) => {
        const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/directe?tema=jobs`)
        socket.onopen = () => (document.title = 'open')
        socket.onmessage = event => heard(JSON.parse(event.data))
        socket.onerror = () => failed(new Error('no socket'))
    }))
    await expect.poll(() => page.title()).toBe('open')
    await a_job_fails(town)
    expect(await hearing).toMatchObject({ topic: 'jobs', data: {} })
})
