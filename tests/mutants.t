#!/bin/sh
# SPDX-License-Identifier: MIT
# A sample of make check-mutants, on this machine's own ABI, and faults of the
# runner's own: a mutant that is none is an error, and no kill. The tests that
# compile take longer than all the rest, and are for XCHECK=1.
#
# shellcheck disable=SC2317 # functions that are arguments
. tests/tap.sh

abi=${NATIVE_ABIS%% *}
if [ -z "$abi" ]; then
	skip_all "no ABI of this run is the machine's own"
fi
build=$(cd "$BUILDROOT" && pwd)
results=$tmp/results
mkdir "$tmp/lists" "$tmp/tmp"
cp tests/mutants/instructions.list tests/mutants/equivalent.list "$tmp/lists"
export TMPDIR="$tmp/tmp" MUTANTS="$tmp/lists"
[ "${XCHECK-}" ] || export TOPICS="conformance number"

awk '/^\[/ { about = $0 }
	/^(number-plus|c-error-path-lost) / { print about; print }
' tests/mutants/mutants.list >"$MUTANTS/mutants.list"
cat >>"$MUTANTS/mutants.list" <<END
[@LINUX@/syscall-template.S | unshare.o unshare.os | conformance]
no-match | * | s/no such text/or other/
no-object | * | s/^ \* The shared/ * A shared/
no-code | * | s/SYSCALL_NR,/no such number,/
harmless | * | s/^	END_FUNCTION.*/&\\n	.balign 64/
claimed | * | s/SYSCALL_NR,/SYSCALL_NR+1,/
END

sysdep=$(sed -n "s|^SYSDEP='.*/\(.*\)'|\1|p" "$build/$abi/env")
echo "claimed | $sysdep | not so" >>"$MUTANTS/equivalent.list"
check "mutants are planted" tests/mutants/run "$build" "$abi" "$results"
verdict()	# MUTANT
{
	awk -F '\t' -v name="$1" '$2 == name {
		sub(/( built|, as is said):.*/, "", $4)
		print $3 ($3 == "error" ? ": " $4 : "")
	}' "$results"
}
same "a wrong number is found" killed "$(verdict number-plus)"
same "an error that is missed is found" killed "$(verdict c-error-path-lost)"
same "an edit that finds nothing is an error" "error: changes nothing" \
	"$(verdict no-match)"
same "an edit without effect is an error" "error: changes nothing" \
	"$(verdict no-object)"
same "what cannot be built is an error" "error: cannot be" \
	"$(verdict no-code)"
same "what no test can see survives" survived "$(verdict harmless)"
same "a fault that is said to be none is an error" \
	"error: not equivalent" "$(verdict claimed)"
same "nothing is left behind" "" "$(ls "$TMPDIR")"

printf '[a | b | c]\nd | *\n' >"$MUTANTS/mutants.list"
refuse "a row with a field too few" "mutants.list:2: .*3 fields, this one 2" \
	tests/mutants/run "$build" "$abi" "$results"
printf '[a | b | c]\nd | * | s/@UNHEARD@//\n' >"$MUTANTS/mutants.list"
refuse "a name that stands for nothing" "mutants.list:2: unknown: @UNHEARD@" \
	tests/mutants/run "$build" "$abi" "$results"
refuse "a mutant that is not in the list" "is named nobody" \
	tests/mutants/run "$build" "$abi" "$results" nobody
refuse "an ABI that is not built" "no .*/vax/env; run make ABI=vax" \
	tests/mutants/run "$build" vax "$results"

# A tree whose tests are red as it is
mkdir "$tmp/tree"
cp -Rp Makefile ./*.mk abi arch include kernels scripts sysdeps tests "$tmp/tree"
cat >"$tmp/tree/tests/abi/object.t" <<'END'
# SPDX-License-Identifier: MIT
echo "not ok 1 - red"
END
red_tree()
{
	cd "$tmp/tree" && TOPICS=object tests/mutants/run "$build" "$abi" "$results" "$@"
}
unset MUTANTS
refuse "tests that are red without a fault" "red without a fault: .*red" \
	red_tree number-plus

rm -f "$results"
tests/mutants/run "$build" "$abi" "$results" number-plus &
while kill -0 "$!" && [ -z "$(ls "$TMPDIR")" ]; do
	sleep 0.05
done
kill "$!"
wait "$!"
same "killed, it says so" 143 "$?"
same "killed, it leaves nothing behind" "" "$(ls "$TMPDIR")"
check "killed, it reports nothing" test ! -e "$results"
finish
