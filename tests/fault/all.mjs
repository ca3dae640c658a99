// SPDX-License-Identifier: EUPL-1.2
// Every test that kills the program: documents, then filing on SQLite and, where there is one, on PostgreSQL.
// Run: tools/postgres_for_tests.sh node tests/fault/all.mjs
// What cannot even begin must not keep the run waiting.
process.on('unhandledRejection', broken)
function broken(failure) {
    console.error(failure)
    process.exit(1)
}

const postgres = process.env.FINESTRETA_TEST_POSTGRES
delete process.env.FINESTRETA_TEST_POSTGRES
await import('./kill.mjs').catch(broken)
await import('./filing.mjs').catch(broken)
if (postgres) {
    process.env.FINESTRETA_TEST_POSTGRES = postgres
    await import('./filing.mjs?postgres').catch(broken)
}
