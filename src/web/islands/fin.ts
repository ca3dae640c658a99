// SPDX-License-Identifier: EUPL-1.2
// What a script may add to pages that are whole without it.
import { auto_submits } from './auto_submit'
import { copy_buttons } from './copy'
import { draft_forms } from './draft'
import { single_submits } from './double_click'
import { focus_error_summary } from './error_summary'
import { fragment_forms } from './forms'
import { shortcuts } from './keys'
import { live_parts } from './live'
import { passkey_forms } from './passkey'
import { print_buttons } from './print'

function start(): void {
    focus_error_summary(document)
    single_submits(document)
    print_buttons(document)
    copy_buttons(document)
    passkey_forms(document)
    auto_submits(document)
    fragment_forms(document)
    shortcuts(document)
    live_parts(document)
    draft_forms(document)
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
else start()
