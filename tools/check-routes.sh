#!/bin/bash
# SPDX-License-Identifier: MIT
# Each route names the end-to-end file that tests it; that file is there and
# asks for something.   check-routes.sh [BUILD-FOLDER]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=${1:-build}
faults=0
for main in modules/*/main.c; do
	worker=$(basename "$(dirname "$main")")
	grep -q gs_worker_run "$main" || continue
	routes=$("$build/$worker" --routes) || { faults=1; continue; }
	while IFS=$'\t' read -r methods pattern test _; do
		if [ ! -s "tests/e2e/$test.t" ]; then
			echo "$worker: $methods $pattern: no tests/e2e/$test.t"
			faults=1
		fi
	done <<< "$routes"
done
exit $faults
