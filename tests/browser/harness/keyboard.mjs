// SPDX-License-Identifier: EUPL-1.2
// Somebody without a mouse: goes by Tab, and must always see where the focus is.
import { expect } from '@playwright/test'

// `ledger` counts the keys.
export function keyboard(page, ledger) {
    return { tab_to, skip, press: key => ledger.press(key), type: text => ledger.type(text) }

    async function tab_to(target, most = 30) {
        for (let i = 0; i < most; ++i) {
            await ledger.press('Tab')
            expect(await shows_focus(page), 'the focus is seen').toEqual('')
            if (await target.evaluate(e => e === document.activeElement)) return
        }
        throw new Error(`not reached in ${most} times Tab: ${target}`)
    }

    async function skip() {
        await tab_to(page.locator('.govuk-skip-link'), 1)
        await ledger.press('Enter')
    }
}

// Nothing, or the element that has the focus and does not show it. Boxes of radios show it on their label.
function shows_focus(page) {
    return page.evaluate(() => {
        const focused = document.activeElement
        if (!focused || focused === document.body) return 'no focus'
        const label = focused.matches('[type=radio]') ? document.querySelector(`label[for="${focused.id}"]`) : null
        const styles = [getComputedStyle(focused), ...(label ? [getComputedStyle(label, '::before')] : [])]
        const seen = styles.some(s => s.boxShadow !== 'none' || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1))
        const box = focused.getBoundingClientRect()
        const inside = box.bottom > 0 && box.top < innerHeight && box.width > 1
        return seen && inside ? '' : focused.outerHTML.slice(0, 200)
    })
}
