// SPDX-License-Identifier: EUPL-1.2
// Chromium from Debian, two workers, nothing retried: a test that needs luck is a fault.
import { defineConfig } from '@playwright/test'

export default defineConfig({
    testDir: '.',
    outputDir: 'out',
    workers: 2,
    fullyParallel: true,
    retries: 0,
    forbidOnly: !!process.env.CI,
    timeout: 60_000,
    expect: { timeout: 5_000 },
    reporter: [['./harness/reporter.mjs']],
    use: {
        locale: 'ca-ES',
        timezoneId: 'Europe/Madrid',
        viewport: { width: 1280, height: 900 },
        actionTimeout: 10_000,
        navigationTimeout: 15_000,
        screenshot: 'only-on-failure',
        launchOptions: {
            executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
            args: [
                '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
                '--disable-background-networking', '--disable-component-update', '--disable-sync',
                '--font-render-hinting=none', '--disable-lcd-text',
            ],
        },
    },
})
