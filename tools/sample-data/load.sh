#!/bin/bash
# SPDX-License-Identifier: MIT
# Publish the sample data through the API, as anybody would: an invented bus
# network, towns of the region, the countries of the world for the background
# of maps, and the example feed of the npm package sample-gtfs-feed.
#
#	GEOSOCLE_VAR=var GEOSOCLE_BUILD=build tools/sample-data/load.sh
#
# A dataset that is there already is left as it is. Exit status: 1 when one
# could not be published.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
ctl=$(cd ../.. && realpath -m "${GEOSOCLE_BUILD:-build}")/geosoclectl
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
rc=0

publish() {	# name, title, file, command that makes it
	local name=$1 title=$2 file=$dir/$3
	shift 3
	if "$ctl" dataset show "$name" > /dev/null 2>&1; then
		echo "$name: there already"
		return 0
	fi
	if ! "$@" "$file"; then
		echo "$name: could not be made" >&2
		rc=1
	elif ! "$ctl" publish "$file" --name "$name" --title "$title"; then
		echo "$name: could not be published" >&2
		rc=1
	fi
}
example_feed() { cp node_modules/sample-gtfs-feed/gtfs.zip "$1"; }

if ! [ -d node_modules ]; then
	npm ci --ignore-scripts --no-audit --no-fund || exit 1
fi
publish pays-du-monde "Pays du monde" pays-du-monde.geojson \
    node make-countries.mjs
publish exemple-gtfs "Exemple de GTFS (feed d'essai)" exemple-gtfs.zip \
    example_feed
publish communes-principales "Principales communes des Hauts-de-France" \
    communes-principales.geojson node make-communes.mjs
# The network last: the latest dataset is what the home page shows first.
publish reseau-ancre "Réseau Ancre, bus d'Amiens (données inventées)" \
    reseau-ancre.zip node make-network.mjs
exit $rc
