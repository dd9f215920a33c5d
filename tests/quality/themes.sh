#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How near proposed themes come to codes given by hand, beside scikit-learn, by the Python that $PYTHON names.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd -P)
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
data=${SAYDO_TEST_DATA:-} python=${PYTHON:-python3}
if [ ! -f "$data/codes/nhs.csv" ]; then
	echo "skip quality/themes: SAYDO_TEST_DATA names no folder of the sets (${data:-it is not set})"
elif ! "$python" -c 'import sklearn' 2>/dev/null; then
	echo "skip quality/themes: $python has no scikit-learn; set PYTHON to one that has"
else
	"$python" -W ignore "$root/tests/quality/themes.py" "$BUILD/bin" "$data" "$@"
fi
