#!/bin/bash
# SPDX-License-Identifier: MIT
# Rules of the tree that a compiler does not see:
#  - a worker includes "common/…" and its own folder; common no worker;
#  - libpq, libmapserver and GDAL stay behind the files that wrap them;
#  - every source begins with its SPDX line and is at most 500 lines long.
set -uo pipefail
shopt -s lastpipe
cd "$(dirname "${BASH_SOURCE[0]}")/.."
faults=0
fault() {
	faults=$((faults + 1))
	printf '%s\n' "$*"
}
report() {	# what; lines on stdin
	local line
	while read -r line; do
		fault "$1: $line"
	done
}

for dir in modules/*/; do
	m=$(basename "$dir")
	grep -rnE --include='*.[ch]' '^#include "' "$dir" |
	    grep -vE "\"(common|$m)/|\"[a-z_]+\.inc\"|\"queries_$m\.h\"" |
	    grep -vE "^modules/upload/.*\"queries_runner\.h\"" |
	    report "an include from another module"
done
grep -rnlE --include='*.[ch]' 'include [<"]libpq-fe\.h' modules |
    grep -vxE 'modules/(common/db[a-z_]*\.[ch]|geosoclectl/pg\.c)' |
    report "libpq is used through common/db.h alone"
grep -rnlE --include='*.[ch]' 'include [<"]map(server|file|.*)\.h' modules |
    grep -vE '^modules/render/draw[a-z_]*\.[ch]$' |
    report "libmapserver is used by render/draw alone"
grep -rnlE --include='*.[ch]' 'include [<"](gdal|ogr|cpl)_[a-z_]*\.h|include [<"]gdal\.h' \
    modules | grep -vE '^modules/reader/' |
    report "GDAL is used by reader alone, in its sandbox"
grep -rnE --include='*.[ch]' '\bxml(Read|Parse|CtxtRead|SAXParse)[A-Z]' modules |
    grep -vE '^modules/common/xml_read\.c' |
    report "XML is parsed by gs_xml_parse() alone"

# JSON, lock files, licences and binary files have no comments.
git ls-files -- '*.c' '*.h' '*.sh' '*.t' '*.sql' '*.conf' '*.in' '*.mjs' '*.ts' \
    '*.css' '*.py' '*.md' '*.yml' '*.html' Makefile tools/packages* .ci/run |
    while read -r f; do
	[ -s "$f" ] || continue
	# Made from another project's drawings: see nginx/portal/licences.txt.
	case $f in */icon_*.html) continue ;; esac
	head -n 3 "$f" | grep -q 'SPDX-License-Identifier: MIT' ||
		echo "$f"
    done | report "no SPDX line"
git ls-files 'modules/*.[ch]' 'modules/**/*.[ch]' | while read -r f; do
	[ -e "$f" ] && [ "$(wc -l < "$f")" -gt 500 ] && echo "$f"
done | report "more than 500 lines"
git ls-files | grep -vE '\.(json|txt|woff2?|png|dict)$|corpus|^LICENSE' |
    xargs grep -nEi '\b(TODO|FIXME|XXX)\b' 2> /dev/null |
    grep -v 'tools/check-tree.sh' | report "unfinished"
[ "$faults" -eq 0 ]
