#!/bin/sh
# SPDX-License-Identifier: MIT
# The ABI as built is the frozen one: each line of abi/<abi>/baseline and of
# abi/common/ is a promise to programs that were compiled before.
. tests/tap.sh
: "${ABI:?}" "${BUILD:?}"

check "every promise of abi/$ABI and abi/common is kept" \
	scripts/abi-check "${BUILD%/*}" "$ABI"
command -v abidw >"$tmp/found" ||
	skip "the types are the frozen ones" \
		"no abidw: apt-get install abigail-tools"
finish
