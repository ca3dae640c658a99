// SPDX-License-Identifier: EUPL-1.2
// Both suites in one process, so that one line counts them. Run: npm ci --ignore-scripts; FINESTRETA_BIN=… node tests/ports/all.mjs
await import('./mail.mjs')
await import('./sms.mjs')
