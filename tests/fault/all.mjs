// SPDX-License-Identifier: EUPL-1.2
// Every test that kills the program: documents, then filing on SQLite and, where there is one, on PostgreSQL.
// Run: tools/postgres_for_tests.sh node tests/fault/all.mjs
const postgres = process.env.FINESTRETA_TEST_POSTGRES
delete process.env.FINESTRETA_TEST_POSTGRES
await import('./kill.mjs')
await import('./filing.mjs')
if (postgres) {
    process.env.FINESTRETA_TEST_POSTGRES = postgres
    await import('./filing.mjs?postgres')
}
