// SPDX-License-Identifier: MIT
// A zip archive of texts, the same bytes for the same content.
import { deflateRawSync } from 'node:zlib'

const table = Array.from({ length: 256 }, (_, n) => {
	for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
	return n >>> 0
})

function crc32(bytes) {
	let c = 0xffffffff
	for (const b of bytes) c = table[(c ^ b) & 0xff] ^ (c >>> 8)
	return (c ^ 0xffffffff) >>> 0
}

// 1 January 1980: the earliest a zip knows; the content is what counts.
const DATE = 0x21

function header(signature, fields) {
	const size = fields.reduce((n, [bytes]) => n + bytes, 4)
	const b = Buffer.alloc(size)
	let at = b.writeUInt32LE(signature, 0)
	for (const [bytes, value] of fields) at = b.writeUIntLE(value, at, bytes)
	return b
}

// files: { name: text }. UTF-8 names, deflate.
export function zip(files) {
	const parts = []
	const central = []
	let offset = 0
	for (const [name, text] of Object.entries(files)) {
		const raw = Buffer.from(text)
		const data = deflateRawSync(raw, { level: 9 })
		const file = Buffer.from(name)
		const common = [[2, 20], [2, 0x800], [2, 8], [2, 0], [2, DATE],
		    [4, crc32(raw)], [4, data.length], [4, raw.length],
		    [2, file.length], [2, 0]]
		const local = header(0x04034b50, common)
		parts.push(local, file, data)
		central.push(header(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0],
		    [2, 0], [4, 0], [4, offset]]), file)
		offset += local.length + file.length + data.length
	}
	const n = central.length / 2
	const size = central.reduce((sum, b) => sum + b.length, 0)
	return Buffer.concat([...parts, ...central, header(0x06054b50,
	    [[2, 0], [2, 0], [2, n], [2, n], [4, size], [4, offset], [2, 0]])])
}
