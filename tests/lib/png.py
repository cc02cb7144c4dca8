# SPDX-License-Identifier: MIT
"""What a PNG file shows, for tests; standard library alone.

	png.py size FILE		WIDTH HEIGHT
	png.py colors FILE		number of distinct pixels
	png.py pixel FILE X Y		#rrggbbaa
	png.py count FILE #RRGGBB	opaque pixels of that colour, give or take
				what the edge of a line mixes in
	png.py drawn FILE		pixels that are neither white nor empty
	png.py same FILE FILE		exit status 0 when every pixel is equal
	png.py near FILE FILE N		same size; at most N pixels differ
	png.py join FILE... COLS OUT	tiles of one size side by side
	png.py crop FILE X Y W H OUT
"""
import struct
import sys
import zlib

EDGE = 32


def unfilter(kind, line, before, step):
    for i in range(len(line)):
        left = line[i - step] if i >= step else 0
        up = before[i]
        corner = before[i - step] if i >= step else 0
        if kind == 1:
            add = left
        elif kind == 2:
            add = up
        elif kind == 3:
            add = (left + up) // 2
        else:
            p = left + up - corner
            near = min((abs(p - left), 0, left), (abs(p - up), 1, up),
                       (abs(p - corner), 2, corner))
            add = near[2]
        line[i] = (line[i] + add) & 255


def read(path):
    """Width, height and the pixels, (r, g, b, a) each, row by row."""
    data = open(path, 'rb').read()
    if data[:8] != b'\x89PNG\r\n\x1a\n':
        sys.exit(path + ': not a PNG file')
    at, body, palette, alpha = 8, b'', [], b''
    while at < len(data):
        n, kind = struct.unpack('>I4s', data[at:at + 8])
        chunk = data[at + 8:at + 8 + n]
        if zlib.crc32(kind + chunk) != struct.unpack(
                '>I', data[at + 8 + n:at + 12 + n])[0]:
            sys.exit(path + ': wrong checksum')
        at += 12 + n
        if kind == b'IHDR':
            w, h, bits, color = struct.unpack('>IIBB', chunk[:10])
        elif kind == b'PLTE':
            palette = [tuple(chunk[i:i + 3]) for i in range(0, n, 3)]
        elif kind == b'tRNS':
            alpha = chunk
        elif kind == b'IDAT':
            body += chunk
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    size = (w * bits * channels + 7) // 8
    step = max(1, bits * channels // 8)
    raw = zlib.decompress(body)
    before, pixels = bytearray(size), []
    for y in range(h):
        start = y * (size + 1)
        line = bytearray(raw[start + 1:start + 1 + size])
        if raw[start]:
            unfilter(raw[start], line, before, step)
        before = line
        for x in range(w):
            if color == 3:
                i = (line[x * bits // 8] >> (8 - bits - x * bits % 8)
                     & (1 << bits) - 1)
                a = alpha[i] if i < len(alpha) else 255
                pixels.append(palette[i] + (a,))
            elif color == 2:
                pixels.append(tuple(line[x * 3:x * 3 + 3]) + (255,))
            elif color == 6:
                pixels.append(tuple(line[x * 4:x * 4 + 4]))
            else:
                sys.exit(path + ': colour type %d' % color)
    return w, h, pixels


def seen(p):
    """Empty pixels look the same, whatever colour they have."""
    return p if p[3] else (0, 0, 0, 0)


def write(path, w, h, pixels):
    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data +
                struct.pack('>I', zlib.crc32(kind + data)))
    rows = b''.join(b'\0' + b''.join(map(bytes, pixels[y * w:y * w + w]))
                    for y in range(h))
    with open(path, 'wb') as f:
        f.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack(
            '>IIBBBBB', w, h, 8, 6, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def join(paths, cols, out):
    tiles = [read(p) for p in paths]
    w, h = tiles[0][:2]
    pixels = []
    for r in range(0, len(tiles), cols):
        for y in range(h):
            for t in tiles[r:r + cols]:
                pixels += t[2][y * w:y * w + w]
    write(out, w * cols, len(pixels) // (w * cols), pixels)


def crop(path, x, y, w, h, out):
    width, _, pixels = read(path)
    write(out, w, h, [pixels[(y + r) * width + x + c]
                      for r in range(h) for c in range(w)])


def main(what, *args):
    if what == 'join':
        return join(args[:-2], int(args[-2]), args[-1])
    if what == 'crop':
        return crop(args[0], *map(int, args[1:5]), args[5])
    w, h, pixels = read(args[0])
    if what == 'size':
        print(w, h)
    elif what == 'colors':
        print(len(set(map(seen, pixels))))
    elif what == 'pixel':
        print('#%02x%02x%02x%02x' % pixels[int(args[2]) * w + int(args[1])])
    elif what == 'count':
        c = args[1].lstrip('#')
        wanted = tuple(int(c[i:i + 2], 16) for i in (0, 2, 4)) + (255,)
        print(sum(p[3] == 255 and all(abs(a - b) <= EDGE for a, b in
                                      zip(p, wanted)) for p in pixels))
    elif what == 'drawn':
        print(sum(p[3] != 0 and p[:3] != (255, 255, 255) for p in pixels))
    elif what in ('same', 'near'):
        w2, h2, others = read(args[1])
        if (w, h) != (w2, h2):
            sys.exit('%dx%d and %dx%d' % (w, h, w2, h2))
        n = sum(seen(a) != seen(b) for a, b in zip(pixels, others))
        if n > (int(args[2]) if what == 'near' else 0):
            sys.exit('%d pixels differ' % n)
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    main(*sys.argv[1:])
