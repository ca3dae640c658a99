// SPDX-License-Identifier: EUPL-1.2
// Values and bodies made from a schema: right ones, and every kind of wrong one.

// What is really there, by the name that addresses and forms give it; else something of the right shape.
export function known(path, name, schema) {
    const document = known.document
    if (name === 'id' && path.endsWith('/esborranys')) return 'instancia-generica'
    if (name === 'id' && path.startsWith('/tramits/')) return 'alta-empadronament'
    if (name === 'id' && path.startsWith('/carpeta/documents/')) return document.id
    if (name === 'id' && path.startsWith('/oficina/equip/') && known.member) return known.member
    if (name === 'id' && path.startsWith('/esborranys/') && known.draft) return known.draft
    if (name === 'id' && /^\/(carpeta\/tramits|oficina\/expedients)\//.test(path) && known.filed) return known.filed.matter.id
    if (name === 'id' && path.startsWith('/signatura/') && known.signing) return known.signing
    if (name === 'id' && path.startsWith('/represa/') && known.handover) return known.handover
    if ((name === 'id' || name === 'ids') && /^\/(carpeta\/signatures|oficina\/signatura)(\/|$)/.test(path) && known.to_sign) return known.to_sign
    if (name === 'pas') return 'request'
    if (name === 'number' && known.filed) return known.filed.entry.number
    if (path === '/mapa') return { latitude: '41.61', longitude: '2.3', zoom: '3', marked: 'si' }[name]
    if (name === 'code' || name === 'codi') return document.code
    if (name === 'document') return '12345678Z'
    if (name === 'tema') return path === '/directe' ? 'jobs' : 'padro'
    if (name === 'lang') return 'es'
    if (!schema) return '0000000000000000000000000z'
    return sample(path, name, schema)
}

function sample(path, name, schema, described) {
    if (schema.$ref) return sample(path, name, described.components.schemas[schema.$ref.split('/').at(-1)], described)
    if (schema.enum) return schema.enum[0]
    if (schema.anyOf) return sample(path, name, schema.anyOf[0], described)
    switch (schema.type) {
    case 'integer': return 1
    case 'number': return 1.5
    case 'boolean': return true
    case 'array': return [sample(path, name, schema.items, described)]
    case 'object': return filled(path, schema, described)
    default: return 'prova'
    }
}

function filled(path, schema, described) {
    const made = {}
    for (const [name, member] of Object.entries(schema.properties ?? {}))
        made[name] = member.type === 'string' && !member.enum ? known(path, name, member) : sample(path, name, member, described)
    return made
}

export const query = pairs => (pairs.length ? '?' + new URLSearchParams(pairs.flatMap(([name, value]) => [value].flat().map(each => [name, String(each)]))) : '')

function form(members) {
    return query(Object.entries(members).filter(([, value]) => typeof value !== 'object' || Array.isArray(value)).map(([name, value]) => [name, value === true ? 'si' : value])).slice(1)
}

export function valid(path, type, schema, described) {
    if (type === 'application/pdf') return { body: '%PDF-1.7 not really', type }
    const members = filled(path, schema, described)
    if (type === 'application/json') return { body: JSON.stringify(members), type }
    if (type === 'application/x-www-form-urlencoded') return { body: form(members), type }
    const parts = new FormData()
    for (const [name, value] of Object.entries(members))
        parts.set(name, schema.properties[name].contentMediaType ? new Blob(['%PDF-1.7 not really']) : String(value))
    return { body: parts }
}

const wrong_value = member => (member.type === 'string' ? { a: 1 } : member.type === 'array' || member.type === 'object' ? 7 : { a: [] })

// `refused`: nobody may take such a body, whoever sends it. (The reason for a look, _motiu, is no member of the question.)
export function broken_bodies(path, schema, described) {
    const json = 'application/json'
    const right = filled(path, schema, described)
    const list = [
        { what: 'not JSON', body: '{"a":', type: json, refused: true },
        { what: 'JSON that is no object', body: '[1]', type: json, refused: true },
        { what: 'JSON too deep', body: '{"a":'.repeat(40) + '1' + '}'.repeat(40), type: json, refused: true },
        { what: 'a type that nobody reads', body: '<a/>', type: 'application/xml', refused: true },
        { what: 'no type', body: new Uint8Array([0, 1, 2, 255]), refused: true },
        { what: 'an unknown member', body: JSON.stringify({ ...right, ningu_no_ho_demana: 1 }), type: json, refused: schema.additionalProperties === false },
        { what: 'multipart without end', body: '--x\r\nContent-Disposition: form-data; name="a"', type: 'multipart/form-data; boundary=x', refused: true },
        { what: 'a broken escape', body: 'a=%zz', type: 'application/x-www-form-urlencoded', refused: true },
        { what: 'an empty body', body: '', type: json, refused: true }
    ]
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
        list.push({ what: `${name} of a wrong type`, body: JSON.stringify({ ...right, [name]: wrong_value(member) }), type: json, refused: name !== '_motiu' })
        const { [name]: _, ...without } = right
        list.push({ what: `without ${name}`, body: JSON.stringify(without), type: json, refused: (schema.required ?? []).includes(name) })
        if (member.type !== 'string' || member.contentMediaType) continue
        list.push({ what: `${name} not text`, body: JSON.stringify({ ...right, [name]: 'a\u0001' }), type: json, refused: name !== '_motiu' })
        list.push({ what: `${name} too long`, body: JSON.stringify({ ...right, [name]: 'a'.repeat(20_001) }), type: json, refused: true })
        list.push({ what: `${name} beyond all limits`, body: JSON.stringify({ ...right, [name]: 'a'.repeat(100_000) }), type: json, refused: path !== '/verifica' })
    }
    return list
}
