#!/bin/sh
# SPDX-License-Identifier: MIT
# Turn text files into C: the SQL statements of a worker or the page templates.
#
#   tools/embed.sh queries WORKER DIR    -> struct gs_stmt Q_NAME (header)
#   tools/embed.sh texts PREFIX FILE...  -> struct gs_template_source PREFIX[]
#
# A statement's number of parameters is the highest $n in it (comments
# aside). Bytes go through as string literals, one per line of the source.
set -eu
mode=$1 name=$2; shift 2

literal() {	# file -> C string literals; comment lines of SQL dropped
	awk -v sql="$2" '
	sql && /^[ \t]*--/ { next }
	{ gsub(/\\/, "&&"); gsub(/"/, "\\\""); gsub(/\?\?/, "?\\?")
	  gsub(/\r/, "\\r"); gsub(/\t/, "\\t"); printf "\t\"%s\\n\"\n", $0 }
	END { if (NR == 0) print "\t\"\"" }' "$1"
}

case $mode in
queries)
	echo "/* Made by tools/embed.sh from sql/queries/$name. */"
	echo '#include "common/db.h"'
	for f in "$1"/*.sql; do
		[ -e "$f" ] || continue
		q=$(basename "$f" .sql)
		n=$(sed 's/--.*//' "$f" | grep -o '\$[0-9][0-9]*' |
		    tr -d '$' | sort -n | tail -n 1)
		Q=$(printf %s "$q" | tr 'a-z-' 'A-Z_')
		printf 'GS_UNUSED static const struct gs_stmt Q_%s = {\n' "$Q"
		printf '\t"%s.%s",\n' "$name" "$q"
		literal "$f" 1
		printf '\t, %s\n};\n' "${n:-0}"
	done ;;
texts)
	echo "/* Made by tools/embed.sh. */"
	echo '#include "common/template.h"'
	printf 'extern const struct gs_template_source %s[];\n' "$name"
	printf 'extern const size_t %s_count;\n' "$name"
	printf 'const struct gs_template_source %s[] = {\n' "$name"
	for f in "$@"; do
		b=$(basename "$f"); b=${b%.*}
		printf '{ "%s",\n' "$b"; literal "$f" ""
		printf ', %s },\n' "$(wc -c < "$f")"
	done
	printf '{ NULL, NULL, 0 } };\n'
	printf 'const size_t %s_count = %s;\n' "$name" "$#" ;;
esac
