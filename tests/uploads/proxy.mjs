// SPDX-License-Identifier: EUPL-1.2
// A line to the server that breaks after so many bytes, as telephones' do.
import net from 'node:net'

export async function breaking_line(to, after) {
    let breaks = 1
    const server = net.createServer(near => {
        const far = net.connect(to, '127.0.0.1')
        let sent = 0
        near.on('data', piece => {
            sent += piece.length
            far.write(piece)
            if (sent > after && breaks > 0) {
                --breaks
                near.resetAndDestroy()
                far.destroy()
            }
        })
        far.on('data', piece => near.write(piece))
        for (const [one, other] of [[near, far], [far, near]]) {
            one.on('close', () => other.destroy())
            one.on('error', () => other.destroy())
        }
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    return { port: server.address().port, broke: () => breaks === 0, closed: () => server.close() }
}
