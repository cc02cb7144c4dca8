#!/bin/sh
# SPDX-License-Identifier: MIT
# Inside a new mount namespace: show tree, programs and state under BASE (a
# folder that holds none of them), then run the command.
#   namespace.sh BASE TREE BUILD VAR COMMAND...
set -eu
base=$1 tree=$2 build=$3 var=$4
shift 4
mount --make-rprivate /
mount -t tmpfs -o mode=755 geosocle "$base"
mkdir "$base/geosocle" "$base/geosocle-build" "$base/geosocle-var"
mount --bind "$tree" "$base/geosocle"
mount --bind "$build" "$base/geosocle-build"
mount --bind "$var" "$base/geosocle-var"
GEOSOCLE_VAR=$base/geosocle-var
GEOSOCLE_BUILD=$base/geosocle-build
export GEOSOCLE_VAR GEOSOCLE_BUILD
cd "$base/geosocle"
exec "$@"
