#!/bin/bash
# SPDX-License-Identifier: MIT
# Both commands of the README on an empty Debian 12: a package that is missing
# from tools/packages shows here.
#
#   tools/fresh.sh [FILE.zip]	as root; needs debootstrap and the network
#
# The empty system (make, git, ca-certificates added) is kept in
# build/fresh.base and copied for each run to build/fresh. The tree is a clean
# clone of the last commit. Sources of apt, its proxy and the machine's own
# certificates are those of this machine; the network is shared with it.
set -euo pipefail
TREE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
BASE=$TREE/build/fresh.base ROOT=$TREE/build/fresh
PORT=${GEOSOCLE_HTTP_PORT:-18080} HTTPS_PORT=${GEOSOCLE_HTTPS_PORT:-18443}
say() { printf 'fresh: %s\n' "$*"; }
die() { say "$*" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || die "run as root"
command -v debootstrap > /dev/null || die "apt-get install debootstrap"

# Where apt of this machine finds Debian 12.
mirror() {
	apt-get indextargets --format '$(SITE) $(RELEASE)' |
	    awk '$2 == "bookworm" && $1 ~ /\/debian\/?$/ { print $1; exit }'
}

make_base() {
	local f
	say "an empty Debian 12 into ${BASE#"$TREE"/}"
	rm -rf "$BASE.new"
	mkdir -p "$BASE.new"
	debootstrap --variant=minbase --include=make,git,ca-certificates \
	    bookworm "$BASE.new" "$(mirror)" > "$TREE/build/fresh.log" 2>&1 ||
		die "debootstrap failed: see build/fresh.log"
	# Security and point releases, as a real machine has them.
	if [ -e /etc/apt/sources.list.d/debian.sources ]; then
		rm -f "$BASE.new/etc/apt/sources.list"
		cp /etc/apt/sources.list.d/debian.sources \
		    "$BASE.new/etc/apt/sources.list.d/"
		cp /usr/share/keyrings/debian-archive-*.gpg \
		    "$BASE.new/usr/share/keyrings/"
	fi
	for f in $(grep -lis proxy /etc/apt/apt.conf /etc/apt/apt.conf.d/*); do
		cp "$f" "$BASE.new/etc/apt/apt.conf.d/"
	done
	mkdir -p "$BASE.new/usr/local/share/ca-certificates"
	cp /usr/local/share/ca-certificates/*.crt \
	    "$BASE.new/usr/local/share/ca-certificates/" 2> /dev/null || true
	chroot "$BASE.new" update-ca-certificates > /dev/null 2>&1
	# Services that packages would start are none of this test.
	printf '#!/bin/sh\nexit 101\n' > "$BASE.new/usr/sbin/policy-rc.d"
	chmod +x "$BASE.new/usr/sbin/policy-rc.d"
	mv "$BASE.new" "$BASE"
}

# Runs in the background. Not chroot: in one, the kernel refuses the user namespaces of bubblewrap.
inside() {
	exec unshare --mount --pid --fork --kill-child "$TREE/tools/fresh-enter.sh" \
	    "$ROOT" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	    HOME=/root LC_ALL=C.UTF-8 GEOSOCLE_HTTP_PORT="$PORT" \
	    GEOSOCLE_HTTPS_PORT="$HTTPS_PORT" \
	    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
	    ${http_proxy:+http_proxy="$http_proxy"} \
	    ${https_proxy:+https_proxy="$https_proxy"} \
	    sh -c "cd /srv/geosocle && $1"
}

answers() { curl -sf -o /dev/null "http://localhost:$PORT$1"; }

[ -d "$BASE" ] || make_base
rm -rf "$ROOT"
cp -a --reflink=auto "$BASE" "$ROOT"
cp /etc/resolv.conf "$ROOT/etc/resolv.conf"
cp /etc/hosts "$ROOT/etc/hosts"
git clone -q "$TREE" "$ROOT/srv/geosocle"
if [ $# -gt 0 ]; then
	cp "$1" "$ROOT/srv/FILE.zip"
else
	"$TREE/tests/fixtures/make-gtfs.sh" "$ROOT/srv/FILE.zip"
fi

say "make run"
log=$TREE/build/fresh.log
inside "exec make run" > "$log" 2>&1 &
run=$!
# The first process of the namespace ends, and with it all others.
trap 'kill -KILL "$run" 2> /dev/null || true; wait "$run" 2> /dev/null || true' EXIT
began=$SECONDS
until grep -q 'Ctrl-C stops everything' "$log"; do
	kill -0 "$run" 2> /dev/null || { tail -n 30 "$log"; die "make run ended"; }
	[ $((SECONDS - began)) -lt 1800 ] || die "not ready after 30 minutes"
	sleep 1
done
say "ready after $((SECONDS - began)) s"

say "build/geosoclectl publish FILE.zip"
pid=$(pgrep -P "$run" | head -n 1)
nsenter --target "$pid" --mount --pid --root --wdns=/srv/geosocle \
    env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C.UTF-8 \
    GEOSOCLE_HTTP_PORT="$PORT" GEOSOCLE_HTTPS_PORT="$HTTPS_PORT" \
    build/geosoclectl publish /srv/FILE.zip --name fresh --json \
    > "$TREE/build/fresh.json" || die "the publication failed"
for path in /readyz /dataset/fresh /ogc/features/collections/fresh.stops/items \
    "/wms?SERVICE=WMS&REQUEST=GetCapabilities" \
    /tiles/fresh.stops/tilejson.json; do
	answers "$path" || die "$path does not answer"
done
grep -E '^deps:' "$log" || true
kill -KILL "$run" 2> /dev/null || true
wait "$run" 2> /dev/null || true

say "make test"
(inside "exec make test") > "$TREE/build/fresh-test.log" 2>&1 < /dev/null ||
	{ tail -n 30 "$TREE/build/fresh-test.log"; die "make test failed"; }
tail -n 1 "$TREE/build/fresh-test.log"
say "good"
