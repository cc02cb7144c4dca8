#!/bin/sh
# SPDX-License-Identifier: MIT
# In new mount and process namespaces: make ROOT the root and run a command.
#   fresh-enter.sh ROOT COMMAND...
set -eu
root=$1
shift
mount --make-rprivate /
mount --bind "$root" "$root"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs tmpfs "$root/run"
cd "$root"
mkdir -p .old
pivot_root . .old
cd /
umount -l /.old
rmdir /.old
exec "$@"
