# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034,SC2154,SC2317 # for callers; $tmp; arguments
# What the tests of make install share; source it after tap.sh.
#
#   $version          of the package, as <unshare.h> has it
#   $installed         what `make check` has installed for $ABI, below /usr
#   copy_tree ABI...   makes $tmp/tree, of links to the tree and of a copy of what is
#                      built for those, so that nothing waits for, or disturbs, the
#                      other tests, and that what is built need not be built again
#   in_tree ABI ARGUMENT...
#                      make there, or in the copy of it $copied
#   facts_of ABI       sets CC CFLAGS LDFLAGS RUN, and its multiarch $triplet
#   here ABI           is its compiler?
#   pc ARGUMENT...     pkg-config for the tree $root with its $libdir, as one does
#                      for a sysroot
#   needs yes|no PROGRAM
#                      is it linked to the shared library $package?
#   by_pkg_config yes|no FLAG...
#                      compiles $program, as $package says, links it to the
#                      shared library or not, and runs it
#   cmake_configure DIRECTORY ARGUMENT...
#                      the project in it, with the package looked for again

unset MAKEFLAGS MFLAGS MAKELEVEL
copied=$tmp/tree
installed=$(cd "$BUILDROOT/installed" && pwd) ||
	skip_all "no $BUILDROOT/installed: make check makes it"
version=$(awk '/define LIBUNSHARE_(MAJOR|MINOR|PATCH) / {
	printf "%s%s", dot, $3; dot = "." }' include/unshare.h)

copy_tree()
{
	mkdir "$copied"
	ln -s "$PWD"/* "$copied"
	rm -f "$copied/build"
	mkdir "$copied/build"
	for part in include calls explain abicheck "$@"; do
		[ ! -d "$BUILDROOT/$part" ] ||
			cp -Rp "$BUILDROOT/$part" "$copied/build"
	done
	find "$BUILDROOT" -maxdepth 1 -type f ! -name ".*" \
		-exec cp -pt "$copied/build" {} +
}

# The variables that chose the native compiler are not for another ABI.
in_tree()
{
	in_tree_abi=$1
	shift
	if [ "$in_tree_abi" = "$ABI" ]; then
		make -s --no-print-directory -C "$copied" "$@" ABI="$in_tree_abi"
	else
		env -u CC -u CFLAGS -u LDFLAGS make -s --no-print-directory \
			-C "$copied" "$@" ABI="$in_tree_abi"
	fi
}

facts_of()
{
	# shellcheck disable=SC1090 # what `make check` knows of the ABI
	. "$BUILDROOT/$1/env"
	triplet=$($CC -print-multiarch 2>/dev/null)
	triplet=${triplet:-$($CC -dumpmachine)}
	: "${CFLAGS?} ${LDFLAGS?} ${RUN?}"
}
here()
{
	(facts_of "$1"; command -v "$CC") >/dev/null 2>&1
}

pc()
{
	PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$root$libdir/pkgconfig \
		pkg-config "$@"
}
needs()
{
	readelf -dW "$2" | grep -q "NEEDED.*\[$package\.so\.1\]"
	[ $? -eq "$([ "$1" = yes ] && echo 0 || echo 1)" ]
}
# shellcheck disable=SC2086 # words and flags
by_pkg_config()
{
	is_shared=$1
	shift
	flags=$(pc --cflags --libs "$package") &&
	$CC $CFLAGS -Wall -Wextra -Werror "$@" "$program" -o "$tmp/by-pkg-config" \
		$flags $LDFLAGS "-Wl,-rpath,$root$libdir" &&
	needs "$is_shared" "$tmp/by-pkg-config" && $RUN "$tmp/by-pkg-config"
}
# The questions to the compiler, of a second each, are asked once. Each message of a
# rule would be a process.
cmake_configure()
{
	cmake_in=$1
	shift
	cmake -S "$cmake_in" -B "$cmake_in/build-$ABI" -U 'libunshare*' \
		"-DCMAKE_C_COMPILER=$CC" \
		"-DCMAKE_C_FLAGS=$CFLAGS -Wall -Wextra -Werror" \
		-DCMAKE_RULE_MESSAGES=OFF -DCMAKE_TARGET_MESSAGES=OFF "$@"
}
