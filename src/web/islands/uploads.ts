// SPDX-License-Identifier: EUPL-1.2
// <fin-uploads>: a form's file field whose files go up as soon as they are chosen, by tus, each with its progress in
// text; cut off it goes on, also after the page was left. Without this script it is the plain field that it contains.
import { Upload } from 'tus-js-client'

const PIECE = 4 * 1024 * 1024
const RETRIES = [500, 1000, 3000, 5000, 10000]
const PHOTOGRAPH = /\.(jpe?g|png)$/i
const STEP = 25 // percent between two announcements

interface Told {
    id: string
    name: string
    state: string
    state_words: string
}

class FinUploads extends HTMLElement {
    private readonly going = new Set<Upload>()
    private input!: HTMLInputElement
    private list!: HTMLElement
    private said!: HTMLElement
    private busy!: HTMLElement

    connectedCallback(): void {
        this.input = this.querySelector<HTMLInputElement>('input[type=file]')!
        this.list = this.querySelector<HTMLElement>('.fin-files')!
        this.querySelector<HTMLElement>('.fin-uploads__send')!.hidden = true
        this.said = this.line('govuk-visually-hidden', 'polite')
        this.busy = this.line('govuk-error-message', 'assertive')
        this.input.addEventListener('change', () => this.chosen())
        this.closest('form')?.addEventListener('submit', event => this.sending(event))
        for (const row of this.list.querySelectorAll<HTMLElement>('[data-state=receiving]')) this.unfinished(row)
    }

    private line(style: string, how: string): HTMLElement {
        const line = document.createElement('p')
        line.className = style
        line.setAttribute('aria-live', how)
        this.append(line)
        return line
    }

    private text(key: string, file: string, percent = 0): string {
        return (this.dataset[key] ?? '').replace('{file}', file).replace('{percent}', String(percent))
    }

    private chosen(): void {
        for (const file of this.input.files ?? []) this.begin(file)
        this.input.value = '' // so that the form does not send them a second time
    }

    // Nothing is disabled: who goes on too early is told why it cannot be yet.
    private sending(event: SubmitEvent): void {
        const button = event.submitter as HTMLButtonElement | null
        if (!this.going.size || button?.value.startsWith('treu-')) return
        event.preventDefault()
        this.busy.textContent = this.dataset.busy ?? ''
    }

    // What was begun before the page was left: the browser no longer has the file, so its owner chooses it again.
    private unfinished(row: HTMLElement): void {
        const hint = document.createElement('span')
        hint.className = 'fin-file__note'
        hint.textContent = this.text('again', row.dataset.name!)
        row.append(hint)
        this.no_longer(row.dataset.id!) // until it is whole
    }

    // The ids that the form carries.
    private ids(): HTMLInputElement {
        return this.querySelector<HTMLInputElement>('input[type=hidden]')!
    }

    private carried(id: string): void {
        this.no_longer(id)
        this.ids().value = `${this.ids().value} ${id}`.trim()
        this.dispatchEvent(new Event('change', { bubbles: true })) // a form that saves as one answers hears of it
    }

    // As they were chosen, whichever came through first: pages that are joined stay in their order.
    private in_order(): void {
        const places = [...this.list.children].map(row => (row as HTMLElement).dataset.id)
        this.ids().value = this.ids().value.split(' ').sort((a, b) => places.indexOf(a) - places.indexOf(b)).join(' ')
    }

    private no_longer(id: string): void {
        this.ids().value = this.ids().value.split(' ').filter(each => each !== id).join(' ')
    }

    private begin(file: File): void {
        const known = [...this.list.querySelectorAll<HTMLElement>('[data-state=receiving]')].find(row => row.dataset.name === file.name)
        const row = new Row(this, file)
        if (known) known.replaceWith(row.item)
        else this.list.append(row.item)
        this.send(file, row, known?.dataset.id)
    }

    private send(file: File, row: Row, id?: string): void {
        let announced = 0
        const upload = new Upload(file, {
            endpoint: '/fitxers',
            uploadUrl: id ? `/fitxers/${id}` : undefined,
            chunkSize: PIECE,
            retryDelays: RETRIES,
            storeFingerprintForResuming: false, // what is unfinished the server knows
            metadata: { filename: file.name, filetype: file.type },
            onProgress: (sent, all) => {
                const percent = Math.floor((100 * sent) / all)
                row.at(percent, percent === 100 ? this.text('checking', file.name) : `${percent} %`)
                if (percent >= announced + STEP && percent < 100) {
                    announced = percent - (percent % STEP)
                    this.announce(this.text('percent', file.name, announced))
                }
            },
            onShouldRetry: failure => {
                const status = failure.originalResponse?.getStatus() ?? 0
                const again = status === 0 || status === 409 || status === 423 || status >= 500
                if (again) row.at(undefined, this.dataset.lost ?? '')
                return again
            },
            onError: failure => this.ended(upload, () => this.failed(file, row, failure)),
            onSuccess: () => this.ended(upload, () => this.succeeded(file, row, upload.url!))
        })
        this.going.add(upload)
        row.with_button(this.text('cancel', file.name), () => {
            this.ended(upload, () => row.item.remove())
            upload.abort(true).catch(() => undefined) // what it leaves behind expires
            this.input.focus()
        })
        this.announce(this.text('start', file.name))
        upload.start()
    }

    private ended(upload: Upload, then: () => void): void {
        this.going.delete(upload)
        if (!this.going.size) this.busy.textContent = ''
        then()
    }

    announce(text: string): void {
        this.said.textContent = text
    }

    private failed(file: File, row: Row, failure: unknown): void {
        const body = (failure as { originalResponse?: { getBody(): string } }).originalResponse?.getBody() ?? ''
        const why = detail_of(body) || this.text('failed', file.name)
        row.failed(why)
        this.announce(why)
        row.with_button(this.text('retry', file.name), () => {
            const fresh = new Row(this, file)
            row.item.replaceWith(fresh.item)
            this.send(file, fresh)
        })
    }

    private async succeeded(file: File, row: Row, address: string): Promise<void> {
        const path = new URL(address, location.href).pathname
        const answer = await fetch(path, { headers: { Accept: 'application/json' }, credentials: 'same-origin' }).catch(() => null)
        const told = answer?.ok ? ((await answer.json()) as Told) : null
        const kept = told ?? { id: path.split('/').pop()!, name: file.name, state: '', state_words: '' }
        this.carried(kept.id)
        row.done(kept)
        this.in_order()
        this.announce(this.text('done', file.name))
        if (PHOTOGRAPH.test(kept.name)) this.querySelector('.fin-uploads__join')?.removeAttribute('hidden')
        this.closest('main')?.querySelector('.fin-uploads-empty')?.remove()
    }

    removal(name: string): string {
        return this.text('remove', name)
    }
}

// The server's own words for what went wrong (RFC 9457).
function detail_of(body: string): string {
    try {
        return (JSON.parse(body) as { detail?: string }).detail ?? ''
    } catch {
        return ''
    }
}

// A file on its way, as a line of the list.
class Row {
    readonly item = document.createElement('li')
    private readonly bar = document.createElement('progress')
    private readonly words = document.createElement('span')
    private button?: HTMLButtonElement

    constructor(private readonly home: FinUploads, file: File) {
        const name = document.createElement('span')
        name.className = 'fin-file__name'
        name.textContent = file.name
        this.item.className = 'fin-file'
        this.bar.max = 100
        this.bar.value = 0
        this.bar.setAttribute('aria-label', file.name)
        this.words.className = 'fin-file__state'
        this.item.append(name, this.bar, this.words)
    }

    at(percent: number | undefined, words: string): void {
        if (percent !== undefined) this.bar.value = percent
        this.words.textContent = words
    }

    with_button(label: string, pressed: () => void): void {
        this.button?.remove()
        this.button = document.createElement('button')
        this.button.type = 'button'
        this.button.className = 'govuk-button govuk-button--secondary fin-file__remove'
        this.button.textContent = label
        this.button.addEventListener('click', pressed)
        this.item.append(this.button)
    }

    failed(why: string): void {
        this.bar.remove()
        this.words.className = 'fin-file__state govuk-error-message'
        this.words.textContent = why
    }

    // From now on it is what the server would have rendered, with a button that takes it away.
    done(told: Told): void {
        this.bar.remove()
        this.item.dataset.id = told.id
        this.item.dataset.state = told.state
        const tag = document.createElement('strong')
        tag.className = 'govuk-tag govuk-tag--' + (told.state === 'clean' ? 'green' : 'yellow')
        tag.textContent = told.state_words
        this.words.replaceChildren(tag)
        this.button?.remove()
        const remove = document.createElement('button')
        remove.type = 'submit'
        remove.name = 'accio'
        remove.value = `treu-${told.id}`
        remove.formNoValidate = true
        remove.className = 'govuk-button govuk-button--secondary fin-file__remove'
        remove.textContent = this.home.removal(told.name)
        this.item.append(remove)
    }
}

customElements.define('fin-uploads', FinUploads)
