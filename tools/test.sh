#!/bin/bash
# SPDX-License-Identifier: MIT
# Run the layers of the suite and add up what they say.
#
#   tools/test.sh LAYER...	unit unit-asan static sql e2e e2e-fast browser
#
# Each layer prints TAP, kept in build/test/LAYER*.tap. The last line is
# "N passed, N failed" (", N skipped" when there are); the exit status is 1
# when something failed or a layer said nothing.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=build/test
export CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0:disable_coredump=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

unit() {	# build folder
	local t rc
	for t in "$1"/unit/test_*; do
		case $t in *.*) continue ;; esac
		[ -x "$t" ] || continue
		rc=0
		timeout 120 "$t" 2> "$t.err" || rc=$?
		# A crash prints no line of its own.
		if [ "$rc" -ne 0 ]; then
			echo "not ok - ${t##*/} ended with status $rc"
			tail -n 30 "$t.err" | sed 's/^/# /'
		fi
	done
}
# Worker folders end at common; every route has its test; and so on.
static() {
	local check
	for check in tools/check-*.sh; do
		case $check in *check-sql.sh) continue ;; esac
		if bash "$check" > "$out/check.log" 2>&1; then
			echo "ok - $check"
		else
			echo "not ok - $check"
			sed 's/^/# /' "$out/check.log"
		fi
	done
}
e2e() {
	TAP_KEEP=$PWD/$out/e2e prove -j2 --exec tools/tap-keep.sh "$@" >&2
}
# End-to-end tests; t0009-sql is the layer "sql".
files() { find tests/e2e -name "$1*.t" ! -name t0009-sql.t | sort; }
layer() {
	case $1 in
	unit) unit build ;;
	unit-asan) unit build/asan ;;
	static) static ;;
	sql) bash tools/check-sql.sh ;;
	e2e) e2e $(files '') ;;
	e2e-fast) e2e $(files t0) ;;
	browser) bash tests/browser/run.sh ;;
	esac
}

count() { grep -hcE "$1" "$out/layer.tap"; }

rm -rf "$out"
passed=0 failed=0 skipped=0
for name in "$@"; do
	mkdir -p "$out/e2e"
	began=$SECONDS rc=0
	echo "== $name"
	layer "$name" > "$out/$name.tap" || rc=$?
	cat "$out/$name.tap" "$out"/e2e/*.tap > "$out/layer.tap" 2> /dev/null
	[ "$name" = e2e ] && mv "$out/e2e" "$out/e2e-kept"
	rm -rf "$out/e2e"
	s=$(count '^ok .*# SKIP|^1\.\.0 # SKIP')
	p=$(($(count '^ok') - $(count '^ok .*# SKIP')))
	f=$(count '^not ok')
	# A layer that fails or is silent without saying so has failed.
	if [ "$f" -eq 0 ] && { [ "$rc" -ne 0 ] || [ $((p + s)) -eq 0 ]; }; then
		f=1
		echo "not ok - $name: status $rc, $p assertions"
	fi
	awk '/^not ok/ { show = 1; print; next } /^#/ && show { print; next }
	    { show = 0 }' "$out/layer.tap" | head -n 300
	echo "   $p passed, $f failed, $s skipped, $((SECONDS - began)) s"
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
