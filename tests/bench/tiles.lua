-- SPDX-License-Identifier: MIT
-- wrk, one thread: vector tiles that nobody asked for before, of one layer
-- after the other. Arguments: zoom, first x and y, columns and rows of tiles
-- of a layer, index of the first tile.
function init(args)
	z, x0, y0 = tonumber(args[1]), tonumber(args[2]), tonumber(args[3])
	cols, rows, at = tonumber(args[4]), tonumber(args[5]), tonumber(args[6])
end
function request()
	local layer = 1 + math.floor(at / (cols * rows))
	local i = at % (cols * rows)
	at = at + 1
	return wrk.format("GET", string.format(
	    "/tiles/bench-%d.l/%d/%d/%d.mvt", layer, z, x0 + i % cols,
	    y0 + math.floor(i / cols)))
end
function done(summary)
	io.write(string.format("RATE %.1f BAD %d\n",
	    summary.requests / summary.duration * 1e6, summary.errors.status +
	    summary.errors.connect + summary.errors.read))
end
