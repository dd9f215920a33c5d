# SPDX-License-Identifier: MIT
# For the scripts beside it: $root; $BUILD and $data (SAYDO_TEST_DATA), the folders of what was built and of the real data,
# relative ones below $root; the lexicons found; and `needs NAME FILE`, which ends the run, and says so, where the data have
# no such file or folder.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
export LC_ALL=C
BUILD=${BUILD:-build} data=${SAYDO_TEST_DATA:-}
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
case $data in '' | /*) ;; *) data=$root/$data ;; esac
[ -d "$BUILD/bin/../../lexicons" ] || export SAYDO_DATA=${SAYDO_DATA:-$root}

needs() {
	[ -z "$data" ] || [ ! -e "$data/$2" ] || return 0
	echo "skip quality/$1: SAYDO_TEST_DATA names no folder with $2 (${data:-it is not set})"
	exit 0
}
