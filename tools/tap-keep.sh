#!/bin/bash
# SPDX-License-Identifier: MIT
# Run one TAP test within a time limit and keep its output for the count.
#   tap-keep.sh TEST	(prove --exec tools/tap-keep.sh; folder in TAP_KEEP)
keep=${TAP_KEEP:?}/$(basename "$1").tap
timeout -k 20 "${TAP_TIMEOUT:-300}" bash "$1" | tee "$keep"
rc=${PIPESTATUS[0]}
[ "$rc" -ne 124 ] || echo "not ok - $1 takes longer than ${TAP_TIMEOUT:-300} s" |
	tee -a "$keep"
exit "$rc"
