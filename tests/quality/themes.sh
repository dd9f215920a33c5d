#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How near proposed themes come to codes given by hand, beside scikit-learn, by the Python that $PYTHON names.
# shellcheck source=tests/quality/lib.sh
. "$(dirname "$0")/lib.sh"
python=${PYTHON:-python3}
needs themes codes/nhs.csv
if ! "$python" -c 'import sklearn' 2>/dev/null; then
	echo "skip quality/themes: $python has no scikit-learn; set PYTHON to one that has"
else
	"$python" -W ignore "$root/tests/quality/themes.py" "$BUILD/bin" "$data" "$@"
fi
