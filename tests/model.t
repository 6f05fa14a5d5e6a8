#!/bin/sh
# SPDX-License-Identifier: MIT
# The reference model of sys_unshare (tests/model/): against a second account
# of its rules, without memory, with everything shared and not, in ten threads;
# under the sanitizers, and every line and branch of it. XCHECK=1 has words of a
# bit more, all failures, and the threads under both sanitizers.
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

# The objects of a directory, all at once: $tmp/DIRECTORY/NAME.o
compile()	# DIRECTORY FLAGS NAME...
{
	mkdir -p "$tmp/$1"
	compile_to=$tmp/$1
	compile_flags=$2
	shift 2
	printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} \
		gcc $flags $compile_flags -c -o "$compile_to/{}.o" "tests/model/{}.c"
}

link()	# DIRECTORY FLAGS NAME...: each with the model
{
	link_in=$tmp/$1
	link_flags=$2
	shift 2
	for link_name; do
		gcc $flags $link_flags -o "$link_in/$link_name" "$link_in/$link_name.o" \
			"$link_in/testing.o" $(printf "$link_in/%s.o " $model) || return
	done
}

tests="test-words test-failures test-sharing"
bits=2 most=3
if [ "${XCHECK-}" ]; then
	tests="$tests test-threads"
	bits=3 most=64
fi
check "the tests compile with the address and undefined behaviour sanitizers" \
	compile address "$address" $model testing $tests &&
check "and link" link address "$address" $tests &&
for name in $tests; do
	case $name in
	*words) number=$bits ;;
	*failures) number=$most ;;
	*) number= ;;
	esac
	relay "${name#test-}, address sanitizer" "$tmp/address/$name" $number
done
check "the test of threads compiles with the thread sanitizer" \
	compile thread "$thread" $model testing test-threads &&
check "and links" link thread "$thread" test-threads &&
relay "threads, thread sanitizer" "$tmp/thread/test-threads"

# Without optimisation gcc makes the branches that the source has, and gcov
# counts no others: none is left out. The tests' own code is not measured.
coverage()
{
	compile cover "-O0 --coverage" $model &&
	compile cover "-O1" testing test-words test-failures test-sharing &&
	link cover "--coverage" test-words test-failures test-sharing &&
	"$tmp/cover/test-words" 1 &&
	"$tmp/cover/test-failures" 3 &&
	"$tmp/cover/test-sharing"
}
# The lines never run, and the branches never taken, one each
uncovered()
{
	for uncovered_name in $model; do
		gcov -b -c -t -o "$tmp/cover" "tests/model/$uncovered_name.c" >"$tmp/gcov" || return
		awk -v name="$uncovered_name.c" '
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
