-- SPDX-License-Identifier: MIT
-- wrk: one address, again and again.
function done(summary)
	io.write(string.format("RATE %.1f BAD %d\n",
	    summary.requests / summary.duration * 1e6, summary.errors.status +
	    summary.errors.connect + summary.errors.read))
end
