-- SPDX-License-Identifier: MIT
-- wrk: GetMap of one layer among N, 256 x 256 pixels, places at random from a
-- fixed seed. Arguments: path of the service, pattern of the layer's name, N.
local seed = 0
function setup(thread)
	seed = seed + 1
	thread:set("seed", seed)
end
function init(args)
	math.randomseed(seed)
	path, pattern, n = args[1], args[2], tonumber(args[3])
end
function request()
	local side = 0.05
	local x = math.random() * (1 - side)
	local y = 45 + math.random() * (1 - side)
	return wrk.format("GET", string.format("%s?SERVICE=WMS&VERSION=1.3.0" ..
	    "&REQUEST=GetMap&LAYERS=%s&STYLES=&CRS=EPSG:4326" ..
	    "&BBOX=%.6f,%.6f,%.6f,%.6f&WIDTH=256&HEIGHT=256" ..
	    "&FORMAT=image/png&TRANSPARENT=TRUE", path,
	    string.format(pattern, math.random(n)), y, x, y + side, x + side))
end
function done(summary)
	local bad = summary.errors.status + summary.errors.connect +
	    summary.errors.read + summary.errors.timeout
	io.write(string.format("RATE %.1f BAD %d\n",
	    summary.requests / summary.duration * 1e6, bad))
end
