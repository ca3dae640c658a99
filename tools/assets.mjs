// SPDX-License-Identifier: EUPL-1.2
// What browsers load: the style, the islands' script, the type and the mark. Names inside the style are bare
// (url(source-sans-3.woff2)); the server rewrites them to hashed addresses.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const FONTS = {
    'source-sans-3.woff2': 'source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
    'source-sans-3-ext.woff2': 'source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2',
    'atkinson.woff2': 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2'
}

async function style(root) {
    const sass = await import('sass') // not at the top: embed.mjs may have to install it first
    const { css } = sass.compile(join(root, 'src/web/style/fin.scss'), {
        style: 'compressed',
        charset: false,
        loadPaths: [join(root, 'node_modules')],
        quietDeps: true
    })
    return css
}

async function script(root, name) {
    const { build } = await import('esbuild')
    const { outputFiles } = await build({
        entryPoints: [join(root, 'src/web/islands', name)],
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'es2020',
        charset: 'utf8',
        legalComments: 'none',
        logLevel: 'warning',
        write: false
    })
    return outputFiles[0].contents
}

// Every url(…) must be one of our own files: no page of ours calls on another host.
function refuse_strangers(css, names) {
    for (const [, inside] of css.matchAll(/url\(([^)]*)\)/g))
        if (!names.includes(inside)) throw new Error(`fin.css names a file that we do not serve: url(${inside})`)
}

// Codes are written with few letters: only those are sent, at the one weight in which they stand.
async function code_type(root) {
    const { default: subset } = await import('subset-font')
    const whole = await readFile(join(root, 'node_modules/@fontsource-variable', FONTS['atkinson.woff2']))
    return subset(whole, '0123456789ABCDEFGHJKMNPQRSTVWXYZabcdef-', { targetFormat: 'woff2', variationAxes: { wght: 400 } })
}

/** Builds every asset: {name: Buffer}. The same sources give the same bytes. */
export async function assets(root) {
    const css = await style(root)
    refuse_strangers(css, Object.keys(FONTS))
    const made = {
        'fin.css': Buffer.from(css),
        'fin.js': Buffer.from(await script(root, 'fin.ts')),
        'uploads.js': Buffer.from(await script(root, 'uploads.ts')), // only on pages that take files
        'afirma.js': Buffer.from(await script(root, 'afirma.ts')), // only where somebody signs with a certificate
        'afirma_many.js': Buffer.from(await script(root, 'afirma_many.ts')), // only where many documents are signed
        'mark.svg': await readFile(join(root, 'src/web/style/mark.svg'))
    }
    for (const [name, path] of Object.entries(FONTS))
        made[name] = await readFile(join(root, 'node_modules/@fontsource-variable', path))
    made['atkinson.woff2'] = await code_type(root)
    return made
}
