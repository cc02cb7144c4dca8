-- SPDX-License-Identifier: MIT
-- wrk, one thread: vector tiles that nobody asked for before. Arguments: zoom, first x
-- and y, columns, index of the first tile.
function init(args)
	z, x0, y0 = tonumber(args[1]), tonumber(args[2]), tonumber(args[3])
	cols, at = tonumber(args[4]), tonumber(args[5])
end
function request()
	local x, y = x0 + at % cols, y0 + math.floor(at / cols)
	at = at + 1
	return wrk.format("GET", string.format("/tiles/bench-1.l/%d/%d/%d.mvt",
	    z, x, y))
end
function done(summary)
	io.write(string.format("RATE %.1f BAD %d\n",
	    summary.requests / summary.duration * 1e6, summary.errors.status +
	    summary.errors.connect + summary.errors.read))
end
