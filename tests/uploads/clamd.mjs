// SPDX-License-Identifier: EUPL-1.2
// ClamAV's own daemon with one signature: EICAR's harmless test file.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// In two halves, so that no scanner takes this file for one.
export const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

export class Clamd {
    constructor(folder) {
        this.folder = folder
        this.socket = join(folder, 'clamd.sock')
        mkdirSync(join(folder, 'db'), { recursive: true })
        writeFileSync(join(folder, 'db', 'eicar.ndb'), `Finestreta.Eicar:0:*:${Buffer.from(EICAR).toString('hex')}\n`)
    }

    async started(stream_max = '120M') {
        const config = join(this.folder, 'clamd.conf')
        const lines = { DatabaseDirectory: join(this.folder, 'db'), LocalSocket: this.socket, Foreground: 'yes', StreamMaxLength: stream_max, MaxScanSize: '120M', MaxFileSize: '120M' }
        writeFileSync(config, Object.entries(lines).map(pair => pair.join(' ') + '\n').join(''))
        rmSync(this.socket, { force: true })
        this.child = spawn('clamd', [`--config-file=${config}`], { stdio: 'ignore' })
        this.ended = new Promise(resolve => this.child.on('exit', resolve))
        for (let i = 0; i < 300 && !existsSync(this.socket); ++i) await new Promise(resolve => setTimeout(resolve, 50))
        if (!existsSync(this.socket)) throw new Error('clamd does not start')
        return this
    }

    async stopped() {
        this.child.kill('SIGTERM')
        await this.ended
    }
}
