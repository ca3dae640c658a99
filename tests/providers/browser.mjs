// SPDX-License-Identifier: EUPL-1.2
// As little of a browser as entering needs: cookies of each host, redirects one at a time.
export class Browser {
    jars = new Map()

    jar(url) {
        const { host } = new URL(url)
        if (!this.jars.has(host)) this.jars.set(host, new Map())
        return this.jars.get(host)
    }

    async get(url, options = {}) {
        const jar = this.jar(url)
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const headers = { accept: 'text/html', 'accept-language': 'ca', ...(cookie ? { cookie } : {}), ...options.headers }
        const answer = await fetch(url, { redirect: 'manual', ...options, headers })
        for (const line of answer.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)
            if (value === '' || /Max-Age=0|1970/i.test(line)) jar.delete(name)
            else jar.set(name, value)
        }
        const text = await answer.text()
        const location = answer.headers.get('location')
        return { url, status: answer.status, text, to: location ? new URL(location, url).href : null, headers: answer.headers }
    }

    // Follows until a page comes; `until(url)` stops before an address is asked for.
    async follow(url, until = () => false) {
        for (let steps = 0; steps < 12; ++steps) {
            if (until(url)) return { url, status: 0, text: '' }
            const answer = await this.get(url)
            if (!answer.to) return answer
            url = answer.to
        }
        throw new Error(`more than twelve redirects, the last to ${url}`)
    }
}
