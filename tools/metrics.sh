#!/bin/bash
# SPDX-License-Identifier: MIT
# Sizes and complexity of the C sources. They inform, they do not gate.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
for tool in ctags pmccabe; do
	command -v "$tool" > /dev/null || {
		echo "metrics: apt-get install universal-ctags pmccabe" >&2
		exit 1
	}
done

quantiles() {	# stdin: numbers -> "n, median, p95, max"
	sort -n | awk '{ v[NR] = $1 } END {
		if (NR == 0) exit
		p = int(NR * 0.95 + 0.999); if (p > NR) p = NR
		printf "%d, median %d, p95 %d, max %d\n",
		    NR, v[int((NR + 1) / 2)], v[p], v[NR] }'
}
sources() { git ls-files 'modules/*.c' 'modules/**/*.c'; }
functions() {	# complexity, lines, file, name
	sources | xargs pmccabe | awk -F'\t' '{ split($6, at, "(")
		print $1 "\t" $5 "\t" at[1] "\t" $NF }' |
	    awk -F'\t' '{ n = split($4, w, " "); print $1 "\t" $2 "\t" $3 "\t" w[n] }'
}

echo "Lines of C by module:"
for m in modules/*/; do
	printf '  %-22s%6d\n' "$m" \
	    "$(git ls-files "$m*.c" "$m*.h" "$m**/*.c" "$m**/*.h" | sort -u |
	    xargs -r cat | wc -l)"
done
echo "Other: sql $(git ls-files sql | xargs cat | wc -l)," \
    "shell $(git ls-files '*.sh' '*.t' | xargs cat | wc -l)," \
    "nginx $(git ls-files nginx/snippets nginx/*.in | xargs cat | wc -l)"
printf 'Lines per .c file: '
sources | while read -r f; do wc -l < "$f"; done | quantiles
printf 'Lines per function: '
functions | cut -f2 | quantiles
printf 'Complexity per function: '
functions | cut -f1 | quantiles
echo "Files of more than 500 lines:"
sources | while read -r f; do echo "$(wc -l < "$f") $f"; done |
    awk '$1 > 500 { print "  " $0 }'
echo "Functions of more than 60 lines or complexity above 15:"
functions | awk -F'\t' '$2 > 60 || $1 > 15 {
    printf "  %4d lines, complexity %3d  %s %s\n", $2, $1, $3, $4 }' | sort -rn
