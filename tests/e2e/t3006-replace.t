#!/bin/bash
# SPDX-License-Identifier: MIT
# A dataset is replaced again and again while others read it by WMS, OGC API
# Features, tiles and download: no answer is ever an error, empty, or of two
# versions.
. "$(dirname "$0")/../lib/stack.sh"
. "$(dirname "$0")/../lib/upload.sh"
stack_conf runner retention_versions 1
stack_conf runner retention_seconds 60
upload_start
gtfs "$TMP/A.zip" 12 2 A
gtfs "$TMP/B.zip" 30 5 B
REPLACEMENTS=6

BOX=3.04,50.59,3.09,50.70
ITEMS="/ogc/features/collections/reseau.stops/items"
MAP="/wms?service=WMS&version=1.1.1&request=GetMap&layers=reseau.routes,reseau.stops&styles=&srs=EPSG:4326&bbox=$BOX&width=300&height=300&format=image/png"
INFO="/wms?service=WMS&version=1.1.1&request=GetFeatureInfo&layers=reseau.stops&query_layers=reseau.stops&styles=&srs=EPSG:4326&bbox=$BOX&width=20&height=20&x=10&y=10&feature_count=50&info_format=application/json"
MVT=/tiles/reseau.stops/10/520/344.mvt
PNG=/tiles/reseau.routes/10/520/344.png

# What each address answers for one version; of both there is a copy.
ADDRESSES=("$MAP" "$INFO" "$MVT" "$PNG" "$ITEMS?limit=1000" \
    /download/reseau/latest/A.zip)
essence() {	# BODY -> what tells the versions apart
	case $1 in
	*/items*) jq -cS '[.numberMatched, [.features[] |
	    [.id, .properties.stop_name, .geometry.coordinates]]]' "$2" ;;
	*json) jq -cS '[.features[] | [.id, .properties]]' "$2" ;;
	*) sha256sum < "$2" ;;
	esac
}
declare -A KNOWN
for v in A B; do
	publish "$TMP/$v.zip" name=reseau
	for address in "${ADDRESSES[@]}"; do
		expect_status 200 "$address"
		KNOWN[$v $address]=$(essence "$address" "$BODY")
	done
done
for address in "${ADDRESSES[@]}"; do
	nok "the versions differ: ${address%%\?*}" \
	    test "${KNOWN[A $address]}" = "${KNOWN[B $address]}"
done

# One reader of one address until there is a file "stop".
reader() {
	local address=$1 body=$TMP/reader-$2 n=0 code got seen=
	while [ ! -e "$TMP/stop" ]; do
		code=$(curl -s -o "$body" -w '%{http_code}' --max-time 20 \
		    "$URL$address")
		got=$(essence "$address" "$body" 2> /dev/null)
		case $code:$got in
		"200:${KNOWN[A $address]}") seen+=A ;;
		"200:${KNOWN[B $address]}") seen+=B ;;
		*) printf '%s %s\n' "$code" "$(head -c 300 "$body" |
		    tr -cd '[:print:]')" >> "$TMP/wrong-$2" ;;
		esac
		n=$((n + 1))
	done
	printf '%s %s\n' "$n" "$(fold -w1 <<< "$seen" | uniq | wc -l)" \
	    > "$TMP/count-$2"
}
# One who turns pages: all of one version, or told that it is gone.
pages() {
	local next names n=0
	while [ ! -e "$TMP/stop" ]; do
		next="$URL$ITEMS?limit=5" names=
		while [ -n "$next" ]; do
			curl -s --max-time 20 "$next" > "$TMP/page"
			names+=$(jq -r '.features[].properties.stop_name[-1:]' \
			    "$TMP/page")$'\n'
			next=$(jq -r '.links[] | select(.rel == "next").href' \
			    "$TMP/page")
		done
		names=$(sort <<< "$names" | uniq -c | tr -d ' \n')
		case $names in
		112A | 130B) ;;
		*) printf '%s\n' "$names" >> "$TMP/wrong-pages" ;;
		esac
		n=$((n + 1))
	done
	printf '%s -\n' "$n" > "$TMP/count-pages"
}
PIDS=()
for i in "${!ADDRESSES[@]}"; do
	reader "${ADDRESSES[$i]}" "$i" &
	PIDS+=($!)
done
pages &
PIDS+=($!)

for ((i = 0; i < REPLACEMENTS; i++)); do
	publish "$TMP/$([ $((i % 2)) = 0 ] && echo A || echo B).zip" name=reseau
done
sleep 1
touch "$TMP/stop"
wait "${PIDS[@]}"
expect_json "$API/datasets/reseau" ".version == $((REPLACEMENTS + 2))"
for i in "${!ADDRESSES[@]}" pages; do
	read -r n turns < "$TMP/count-$i"
	is "$(cat "$TMP/wrong-$i" 2> /dev/null | sort | uniq -c)" "" \
	    "$i: $n answers, none wrong, $turns changes seen"
	[ "$turns" = - ] || ok "$i: it saw replacements" test "$turns" -ge 2
done
ok "nothing lies about" wait_until 20 clean
diag "$(remains)"
done_testing
