// SPDX-License-Identifier: EUPL-1.2
// Gathers what the program carries in itself (views, texts, schemas, procedures, browser assets, fonts, colour
// profile) into OUTDIR/embedded_bytes.S and OUTDIR/embedded.cpp, which define what src/app/embedded.h declares.
// CMake calls it: node tools/embed.mjs ROOT OUTDIR
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { assets } from './assets.mjs'

const LANGUAGES = ['ca', 'en', 'es'] // every one of them must have its texts
const SYSTEM_FILES = {
    regular_font: ['/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf', 'fonts-noto-core'],
    bold_font: ['/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf', 'fonts-noto-core'],
    colour_profile: ['/usr/share/color/icc/sRGB.icc', 'icc-profiles-free']
}

function fail(message) {
    throw new Error(message)
}

function install_packages(root) {
    const wanted = join(root, 'package-lock.json')
    const installed = join(root, 'node_modules/.package-lock.json')
    const complete = existsSync(join(root, 'node_modules/govuk-frontend')) && existsSync(installed)
    if (complete && statSync(wanted).mtimeMs <= statSync(installed).mtimeMs) return
    const quietly = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-progress'], quietly)
}

// All files under a folder, in one order on every machine.
function files_under(folder) {
    const found = readdirSync(folder, { withFileTypes: true, recursive: true })
    return found.filter(each => each.isFile()).map(each => join(each.parentPath ?? each.path, each.name)).sort()
}

// The files lying in a folder `folder` with the ending `ending`: [path, the folder's parent's name, base name].
function lying_in(sources, folder, ending) {
    return sources
        .filter(path => path.endsWith(ending) && basename(dirname(path)) === folder)
        .map(path => [path, basename(dirname(dirname(path))), basename(path, ending)])
}

function put(into, name, content, path) {
    if (into[name]) fail(`two files give ${name}; the second is ${path}`)
    into[name] = content
}

function read_views(sources) {
    const views = {}
    for (const [path, room, name] of lying_in(sources, 'views', '.html'))
        put(views, `${room}/${name}`, readFileSync(path), path)
    return views
}

function catalogue(sources, language) {
    const files = lying_in(sources, 'text', '.po').filter(([, , name]) => name === language).map(([path]) => path)
    if (!files.length) fail(`no texts in the language ${language}: src/**/text/${language}.po`)
    const merged = execFileSync('msgcat', ['--use-first', '--to-code=UTF-8', ...files], { maxBuffer: 1 << 26 })
    return execFileSync('msgfmt', ['--output-file=-', '-'], { input: merged, maxBuffer: 1 << 26 })
}

function read_migrations(sources) {
    return lying_in(sources, 'schema', '.sql').map(([path, room, name]) => {
        if (!/^\d{4}_\w+$/.test(name)) fail(`${path} must be named like 0001_what.sql`)
        return { room, number: parseInt(name, 10), name: `${name}.sql`, content: readFileSync(path) }
    })
}

// The YAML files that lie in a folder itself, by name.
function read_yaml(folder) {
    if (!existsSync(folder)) fail(`no folder ${folder}`)
    const names = readdirSync(folder).filter(name => name.endsWith('.yaml'))
    return Object.fromEntries(names.map(name => [basename(name, '.yaml'), readFileSync(join(folder, name))]))
}

function read_system_files() {
    const read = {}
    for (const [name, [path, debian_package]] of Object.entries(SYSTEM_FILES)) {
        if (!existsSync(path)) fail(`${path} is missing; install the package ${debian_package}`)
        read[name] = readFileSync(path)
    }
    return read
}

async function gather(root) {
    const sources = files_under(join(root, 'src'))
    const parts = {
        views: read_views(sources),
        catalogues: Object.fromEntries(LANGUAGES.map(language => [language, catalogue(sources, language)])),
        assets: await assets(root),
        procedures: read_yaml(join(root, 'procedures')),
        samples: read_yaml(join(root, 'procedures/samples'))
    }
    for (const [name, files] of Object.entries(parts)) if (!Object.keys(files).length) fail(`there are no ${name}`)
    const migrations = read_migrations(sources)
    if (!migrations.length) fail('there are no schemas')
    return { parts, migrations, whole: read_system_files() }
}

// The bytes of every file, each between two symbols. The hashes make the text change when a file does.
class Bytes {
    constructor(outdir) {
        this.folder = join(outdir, 'bytes')
        this.lines = ['/* SPDX-License-Identifier: EUPL-1.2 */', '.section .rodata']
        this.count = 0
        rmSync(this.folder, { recursive: true, force: true })
        mkdirSync(this.folder, { recursive: true })
    }
    // Keeps the content and gives the C++ expression of it.
    add(content) {
        const symbol = `embedded_${this.count++}`
        const path = join(this.folder, symbol)
        writeFileSync(path, content)
        const hash = createHash('sha256').update(content).digest('hex')
        this.lines.push(`/* ${hash} */`, '.balign 16', `.global ${symbol}, ${symbol}_end`, `${symbol}:`,
            `.incbin "${path}"`, `${symbol}_end:`, '.byte 0')
        return `bytes(${symbol}, ${symbol}_end)`
    }
    assembly() {
        return [...this.lines, '.section .note.GNU-stack,"",@progbits', ''].join('\n')
    }
    declarations() {
        return Array.from({ length: this.count }, (_, i) => `extern char const embedded_${i}[], embedded_${i}_end[];`)
    }
}

const quoted = text => JSON.stringify(text)
const sorted = files => Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))

function definitions({ parts, migrations, whole }, bytes) {
    const lines = []
    for (const [part, files] of Object.entries(parts))
        for (const [name, content] of sorted(files))
            lines.push(`made.${part}.emplace(${quoted(name)}, ${bytes.add(content)});`)
    for (const { room, number, name, content } of migrations) {
        const script = `std::string(${bytes.add(content)})`
        lines.push(`made.migrations.push_back({${quoted(room)}, ${number}, ${quoted(name)}, ${script}});`)
    }
    for (const [name, content] of Object.entries(whole)) lines.push(`made.${name} = ${bytes.add(content)};`)
    return lines
}

function cpp(lines, bytes) {
    return `// SPDX-License-Identifier: EUPL-1.2
// Made by tools/embed.mjs; do not edit.
#include "app/embedded.h"

extern "C" {
${bytes.declarations().join('\n')}
}

namespace app {
namespace {

std::string_view bytes(char const* begin, char const* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

Embedded make()
{
    Embedded made;
${lines.map(line => '    ' + line).join('\n')}
    return made;
}

}

Embedded const& embedded()
{
    static Embedded const made = make();
    return made;
}

}
`
}

async function main([root, outdir]) {
    if (!root || !outdir) fail('usage: node tools/embed.mjs ROOT OUTDIR')
    const [from, to] = [resolve(root), resolve(outdir)]
    install_packages(from)
    const gathered = await gather(from)
    const bytes = new Bytes(to)
    const lines = definitions(gathered, bytes)
    writeFileSync(join(to, 'embedded_bytes.S'), bytes.assembly())
    writeFileSync(join(to, 'embedded.cpp'), cpp(lines, bytes))
    console.log(`${bytes.count} files embedded into ${relative(process.cwd(), to) || to}`)
}

try {
    await main(process.argv.slice(2))
} catch (error) {
    console.error(`embed: ${error.message}`)
    process.exit(1)
}
