# SPDX-License-Identifier: MIT
# TAP in bash: one line per assertion, no plan ahead.
#
#	ok DESCRIPTION COMMAND...	the command succeeds
#	nok DESCRIPTION COMMAND...	it does not
#	is GOT WANTED DESCRIPTION
#	like GOT REGEX DESCRIPTION	bash regular expression
#	pass / fail DESCRIPTION
#	diag TEXT...			a comment
#	skip REASON [DESCRIPTION]	counted as skipped
#	skip_all REASON			instead of the whole file
#	done_testing			prints the plan; exits
TAP_N=0 TAP_FAILED=0 TAP_DONE=""

diag() { printf '%s\n' "$*" | sed 's/^/# /'; }
# A description is one line.
tap_line() { local t="$*"; read -rd '' -a t <<< "$t" || :; echo "${t[*]}"; }
pass() { TAP_N=$((TAP_N + 1)); printf 'ok %d - %s\n' "$TAP_N" "$(tap_line "$*")"; }
fail() {
	TAP_N=$((TAP_N + 1)) TAP_FAILED=$((TAP_FAILED + 1))
	printf 'not ok %d - %s\n' "$TAP_N" "$(tap_line "$*")"
	diag "at ${BASH_SOURCE[-1]##*/} line ${BASH_LINENO[-2]}"
}
skip() {
	TAP_N=$((TAP_N + 1))
	printf 'ok %d - %s # SKIP %s\n' "$TAP_N" "${2:-}" "$1"
}
skip_all() { TAP_DONE=yes; printf '1..0 # SKIP %s\n' "$*"; exit 0; }

ok() {
	local what=$1 out rc=0
	shift
	out=$("$@" 2>&1) || rc=$?
	if [ $rc -eq 0 ]; then
		pass "$what"
	else
		fail "$what"
		diag "status $rc: $*" "$(head -c 2000 <<< "$out")"
	fi
}
nok() {
	local what=$1
	shift
	if "$@" > /dev/null 2>&1; then
		fail "$what"
		diag "succeeded: $*"
	else
		pass "$what"
	fi
}
is() {
	if [ "$1" = "$2" ]; then
		pass "$3"
	else
		fail "$3"
		diag "     got: $1"
		diag "expected: $2"
	fi
}
like() {
	if [[ $1 =~ $2 ]]; then
		pass "$3"
	else
		fail "$3"
		diag "     got: $(head -c 1000 <<< "$1")"
		diag "no match: $2"
	fi
}
done_testing() {
	local f
	for f in "${TAP_AT_END[@]}"; do
		"$f"
	done
	TAP_DONE=yes
	printf '1..%d\n' "$TAP_N"
	[ "$TAP_FAILED" -eq 0 ]
	exit
}
TAP_AT_END=()
