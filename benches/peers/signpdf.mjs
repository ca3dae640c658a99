// SPDX-License-Identifier: EUPL-1.2
// The second peer: the same document by pdf-lib and @signpdf (RSA only: its PKCS#12 signer cannot read EC keys; not
// PAdES-B-B). Arguments: seal.p12 password font.ttf seconds out.pdf
import { readFileSync, writeFileSync } from 'node:fs'
import fontkit from '@pdf-lib/fontkit'
import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib'
import { P12Signer } from '@signpdf/signer-p12'
import signing from '@signpdf/signpdf'
import { PDFDocument } from 'pdf-lib'
import qrcode from 'qrcode'

const [p12, passphrase, fontFile, seconds, out] = process.argv.slice(2)
const signpdf = signing.default ?? signing // a CommonJS package
const font = readFileSync(fontFile)
const store = readFileSync(p12)
const lines = ["Volant d'empadronament individual", "Segons el padró municipal d'habitants de Vilanova del Riu, consten les dades següents:",
    'Nom i cognoms: Núria Puig Ferrer', "Document d'identitat: 12345678Z", 'Data de naixement: 27 de març de 1984',
    'Adreça: carrer Major, 12, 2n 1a', 'Municipi: 08998 Vilanova del Riu', "Data d'alta: 15 de juny de 2016",
    'Finalitat: escola o estudis.', 'Vilanova del Riu, 22 de novembre de 2026', 'Dades del padró a 22 de novembre de 2026.',
    'Codi segur de verificació (CSV): KQXZ-PX0B-BC8J-QGJ0-7GP3-RRWE-57']

async function sealed(number) {
    const document = await PDFDocument.create()
    document.registerFontkit(fontkit)
    const face = await document.embedFont(font, { subset: true })
    const page = document.addPage([595.28, 841.89])
    lines.forEach((text, i) => page.drawText(text, { x: 56, y: 760 - 18 * i, size: 10.5, font: face }))
    const { modules } = qrcode.create(`http://localhost:8080/verifica/${String(number).padStart(26, '0')}`)
    for (let i = 0; i < modules.data.length; i++)
        if (modules.data[i])
            page.drawRectangle({ x: 450 + 2 * (i % modules.size), y: 130 - 2 * Math.floor(i / modules.size), width: 2, height: 2 })
    pdflibAddPlaceholder({ pdfDoc: document, reason: '', contactInfo: '', name: '', location: '', signatureLength: 8192 })
    return signpdf.sign(Buffer.from(await document.save({ useObjectStreams: false })),
        new P12Signer(store, { passphrase })) // one use each: it reads its store away
}

let number = 0
for (const warm = Date.now() + 6000; Date.now() < warm;) await sealed(number++)
const begun = process.cpuUsage()
let count = 0, last
for (const until = Date.now() + 1000 * seconds; Date.now() < until; count++) last = await sealed(number++)
const used = process.cpuUsage(begun)
console.log(JSON.stringify({ peer: 'signpdf', microseconds: (used.user + used.system) / count, documents: count }))
writeFileSync(out, last)
