#!/bin/sh
# SPDX-License-Identifier: MIT
# The reference model of sys_unshare (tests/model/): against a second account
# of its rules, without memory, with everything shared and not, in ten threads;
# under the sanitizers, and every line and branch of it. XCHECK=1 has words of a
# bit more, all failures, more in each thread, and the threads under both sanitizers.
# tests/specification/ holds it against kernels.
# shellcheck disable=SC2046,SC2086,SC2317 # lists of words, functions that check calls
. tests/tap.sh

command -v gcc >/dev/null || {
	skip_all "no gcc: apt-get install gcc"
}

model="rules conditions contexts task unshare ask"
flags="-std=c11 -g -Wall -Wextra -Wpedantic -Werror -Iinclude -pthread"
address="-O1 -fsanitize=address,undefined -fno-sanitize-recover=all"
# (memcpy made into instructions would escape it)
thread="-O1 -fsanitize=thread -fno-builtin"

# NAME...: as one, tests/model/NAME.c; to start a compiler takes longer than most
compile()	# OBJECT FLAGS NAME...
{
	compile_to=$tmp/$1.o
	compile_flags=$2
	shift 2
	while [ $# -gt 1 ]; do
		compile_flags="$compile_flags -include tests/model/$1.c"
		shift
	done
	gcc $flags $compile_flags -c -o "$compile_to" "tests/model/$1.c"
}

# The tests' own code is neither measured nor looked at by a sanitizer, but for that
# of threads: the same objects go with each model.
compile_tests()	# NAME...
{
	for compile_name; do
		compile "$compile_name" -O1 "$compile_name" || return
	done
}

link()	# MODEL FLAGS NAME...: each as $tmp/MODEL-NAME
{
	link_model=$1
	link_flags=$2
	shift 2
	for link_name; do
		gcc $flags $link_flags -o "$tmp/$link_model-$link_name" \
			"$tmp/$link_name.o" "$tmp/testing.o" "$tmp/$link_model.o" || return
	done
}

tests="test-words test-failures test-sharing"
bits=2 most=3 tasks=500
if [ "${XCHECK-}" ]; then
	tests="$tests test-threads"
	bits=3 most=64 tasks=2000
fi
check "the tests compile" compile_tests testing $tests || finish
check "the model compiles with the address and undefined behaviour sanitizers" \
	compile address "$address" $model &&
check "and the tests link to it" link address "$address" $tests &&
for name in $tests; do
	case $name in
	*words) number=$bits ;;
	*failures) number=$most ;;
	*threads) number=$tasks ;;
	*) number= ;;
	esac
	relay "${name#test-}, address sanitizer" "$tmp/address-$name" $number
done
check "the test of threads compiles with the thread sanitizer" \
	compile test-threads "$thread" test-threads &&
check "and the model" compile thread "$thread" $model &&
check "and they link" link thread "$thread" test-threads &&
relay "threads, thread sanitizer" "$tmp/thread-test-threads" $tasks

# Without optimisation gcc makes the branches that the source has, and gcov
# counts no others: none is left out.
coverage()
{
	compile cover "-O0 --coverage" $model &&
	link cover "--coverage" test-words test-failures test-sharing &&
	"$tmp/cover-test-words" 1 &&
	"$tmp/cover-test-failures" 3 &&
	"$tmp/cover-test-sharing"
}
# The lines never run, and the branches never taken, one each
uncovered()
{
	gcov -b -c -t "$tmp/cover.o" >"$tmp/gcov" || return
	for uncovered_name in $model; do
		awk -v name="$uncovered_name.c" '
		/^ *-: *0:Source:/ {
			at = "/" $0
			here = substr(at, length(at) - length(name)) == "/" name
		}
		!here {
			next
		}
		/^ *#####:/ {
			print name ": " $0
		}
		/^branch .*(taken 0|never executed)/ {
			print name ": after " line ": " $0
		}
		/^ *[^:]+: *[0-9]+:/ {
			line = $0
			seen++
		}
		END {
			if (!seen)
				print name ": nothing counted"
		}' "$tmp/gcov"
	done
}
if ! command -v gcov >/dev/null; then
	skip "every line and branch of the model is run" "no gcov: apt-get install gcc"
elif check "the model runs with its lines and branches counted" coverage; then
	uncovered >"$tmp/uncovered" 2>&1
	same "every line and branch of the model is run" "" "$(head -n 20 "$tmp/uncovered")"
fi

finish
