# SPDX-License-Identifier: MIT
# What the tests of render share; after stack.sh.
#
#	render_data [FIXTURE...]	the datasets of tests/fixtures/render.sql
#				and then of those files beside it
#	urlencode TEXT
FEATURES=/ogc/features
COLLECTIONS=$FEATURES/collections
EPSG=http://www.opengis.net/def/crs/EPSG/0

render_data() {
	sql geosocle_owner "$(cd "$TREE/tests/fixtures" && cat render.sql "$@")" \
	    > "$TMP/fixture.log" 2>&1 && return 0
	fail "the fixture is loaded"
	diag "$(cat "$TMP/fixture.log")"
	done_testing
}
urlencode() { jq -rn --arg t "$1" '$t | @uri'; }
