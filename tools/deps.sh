#!/bin/bash
# SPDX-License-Identifier: MIT
# Say what is missing to build, run (or test) Géosocle, and install it.
#
#   tools/deps.sh run|test
#
# Debian packages come by apt (through sudo for an ordinary user), packages
# of the front end by npm ci, without their scripts, at the versions of the
# lock file. Nothing is done when nothing is missing. DEPS=no skips all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ "${DEPS:-yes}" != no ] || exit 0
lists=(tools/packages)
npm=(nginx/portal tools/sample-data)
if [ "${1:-run}" = test ]; then
	lists+=(tools/packages-test)
	npm+=(tests/browser tests/npm)
fi

present() {	# command or file pattern
	case $1 in
	/*) compgen -G "$1" > /dev/null ;;
	*) command -v "$1" > /dev/null ;;
	esac
}

root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo > /dev/null; then
		sudo "$@"
	else
		echo "deps: run this as root: $*" >&2
		exit 1
	fi
}

missing=()
while read -r package probe _; do
	case $package in ''|\#*) continue ;; esac
	present "$probe" || missing+=("$package")
done < <(cat "${lists[@]}")
# Node 18 (Debian's) is enough; a site's own npm is left as it is.
command -v npm > /dev/null || missing+=(npm)
if [ ${#missing[@]} -gt 0 ]; then
	echo "deps: installing with apt: ${missing[*]}"
	root env DEBIAN_FRONTEND=noninteractive apt-get -q \
	    -o DPkg::Lock::Timeout=300 update
	root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
	    -o DPkg::Lock::Timeout=300 install --no-install-recommends \
	    "${missing[@]}"
fi
for dir in "${npm[@]}"; do
	[ -e "$dir/package-lock.json" ] || continue
	# npm writes this file last.
	[ "$dir/node_modules/.package-lock.json" -nt "$dir/package-lock.json" ] &&
		continue
	echo "deps: installing with npm: $dir"
	(cd "$dir" && npm ci --ignore-scripts --no-audit --no-fund)
	touch "$dir/node_modules/.package-lock.json"
done
