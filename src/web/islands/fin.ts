// SPDX-License-Identifier: EUPL-1.2
// What a script may add to pages that are whole without it.
import { auto_submits } from './auto_submit'
import { copy_buttons } from './copy'
import { single_submits } from './double_click'
import { focus_error_summary } from './error_summary'
import { passkey_forms } from './passkey'
import { print_buttons } from './print'

function start(): void {
    focus_error_summary(document)
    single_submits(document)
    print_buttons(document)
    copy_buttons(document)
    passkey_forms(document)
    auto_submits(document)
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
else start()
