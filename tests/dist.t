#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make dist: the tarball is the same whoever makes it, and from what; it holds
# what git tracks and nothing else, builds and passes tests without git (with
# XCHECK=1 it installs, and passes longer ones); the SPDX document says the truth of every file.
# shellcheck disable=SC2086,SC2317 # lists of words, functions that check calls
. tests/tap.sh

unset MAKEFLAGS MFLAGS MAKELEVEL SOURCE_DATE_EPOCH
version=$(awk '/define LIBUNSHARE_(MAJOR|MINOR|PATCH) / {
	printf "%s%s", dot, $3; dot = "." }' include/unshare.h)
name=libunshare-$version
dist()		# BUILD
{
	make -s --no-print-directory dist BUILD="$1"
}

first=$tmp/first/dist
check 'make dist' dist "$tmp/first" || finish
same 'two files, and no other' "$name.spdx
$name.tar.gz" "$(ls -A "$first")"
mkdir "$tmp/unpacked"
unpack()
{
	(umask 077 && tar --no-same-permissions -C "$tmp/unpacked" -xf "$first/$name.tar.gz")
}
check 'the tarball can be unpacked' unpack
tree=$tmp/unpacked/$name

# What is in it ----------------------------------------------------------------

(cd "$tree" && find . -type f | sed 's|^\./||' | LC_ALL=C sort) >"$tmp/files"
tar -tf "$first/$name.tar.gz" | sed "s|^$name/||" >"$tmp/listed"
same 'its names are sorted, and all below one directory' "$(cat "$tmp/files")" \
	"$(cat "$tmp/listed")"
if [ -e .git ] && git ls-files >"$tmp/tracked" 2>/dev/null; then
	same 'it has what git tracks' "$(LC_ALL=C sort "$tmp/tracked")" "$(cat "$tmp/files")"
	same 'of one time, that of the last commit' "$(git log -1 --format=%ct)" \
		"$(find "$tree" -type f -printf '%T@\n' | sed 's/\.0*$//' | sort -u)"
else
	skip 'it has what git tracks' 'no git, or not a checkout'
	skip 'of one time, that of the last commit' 'no git, or not a checkout'
fi
xargs sha256sum <"$tmp/files" >"$tmp/here"
(cd "$tree" && xargs sha256sum <"$tmp/files") >"$tmp/there"
same 'each file is that of this tree' '' "$(diff "$tmp/here" "$tmp/there")"
same 'owner, group and modes are nobody'\''s' '-rw-r--r-- 0/0
-rwxr-xr-x 0/0' "$(tar --numeric-owner -tvf "$first/$name.tar.gz" | cut -d ' ' -f 1-2 |
	LC_ALL=C sort -u)"

# The same again, of what was unpacked and built: without git, as another user would
again()
{
	mkdir "$tree/build" && echo 'made here' >"$tree/build/made" || return
	(umask 027 && cd "$tree" && TZ=Asia/Tokyo LC_ALL=C.UTF-8 dist "$tmp/second") &&
		cmp "$first/$name.tar.gz" "$tmp/second/dist/$name.tar.gz" &&
		cmp "$first/$name.spdx" "$tmp/second/dist/$name.spdx"
}
check 'from the tarball, under another umask: the same bytes' again
rm -r "$tree/build"
# A tree of few files, whose tarball is quick to make
few=$tmp/few
mkdir -p "$few/scripts"
cp -R LICENSE packaging "$few"
of_few()
{
	(cd "$few" && "$@" packaging/dist "$version" "$tmp/third")
}
another_day()
{
	of_few env SOURCE_DATE_EPOCH=86400 &&
		tar -tvf "$tmp/third/dist/$name.tar.gz" | grep -q ' 1970-01-02 ' &&
		grep -qx 'Created: 1970-01-02T00:00:00Z' "$tmp/third/dist/$name.spdx"
}
check 'SOURCE_DATE_EPOCH is the time of all' another_day

# The SPDX document ------------------------------------------------------------

document=$first/$name.spdx
field()		# NAME
{
	sed -n "s/^$1: //p" "$document"
}
same 'SPDX: the version' "SPDX-2.3 $version" "$(field SPDXVersion) $(field PackageVersion)"
same 'SPDX: the sum of the tarball' "SHA256: $(sha256sum <"$first/$name.tar.gz" |
	cut -d ' ' -f 1)" "$(field PackageChecksum)"
same 'SPDX: every file once' "$(sed 's|^|./|' "$tmp/files")" "$(field FileName)"
for sum in 1 256; do
	awk -v sum="SHA$sum:" '$1 == "FileName:" { file = $2 }
		$1 == "FileChecksum:" && $2 == sum { print $3 "  " file }' "$document" \
		>"$tmp/sums.$sum"
done
sums()
{
	(cd "$tree" && sha1sum -c --strict --quiet "$tmp/sums.1" &&
		sha256sum -c --strict --quiet "$tmp/sums.256") &&
		[ "$(wc -l <"$tmp/sums.1") $(wc -l <"$tmp/sums.256")" = \
		"$(wc -l <"$tmp/files") $(wc -l <"$tmp/files")" ]
}
check 'SPDX: the sums of the files' sums
same 'SPDX: the verification code' "$(cut -d ' ' -f 1 "$tmp/sums.1" | LC_ALL=C sort |
	perl -MDigest::SHA=sha1_hex -e 'chomp(@sums = <>); print sha1_hex(join "", @sums)')" \
	"$(field PackageVerificationCode)"
same 'SPDX: no two have one name' '' "$(field SPDXID | sort | uniq -d)"
awk '$1 == "FileName:" { file = $2 }
	$1 == "LicenseConcluded:" { sub(/^[^ ]* /, ""); print file ": " $0 }' \
	"$document" >"$tmp/said"
(cd "$tree" && find . -type f | LC_ALL=C sort | while read -r file; do
	case $file in
	./LICENSE) said=MIT ;;
	./arch/*.tbl) said='GPL-2.0 WITH Linux-syscall-note' ;;
	./kernels/*.patch) said=GPL-2.0 ;;
	*) said=MIT ;;
	esac
	echo "$file: $said"
done) >"$tmp/want"
same "SPDX: the licences: the kernel's, and MIT for all the rest" \
	"$(cat "$tmp/want")" "$(cat "$tmp/said")"

# Without git --------------------------------------------------------------------

in_tree()
{
	(cd "$tree" && "$@")
}
check 'from the tarball: make' in_tree make -s BUILD="$tmp/build"
[ -z "${XCHECK-}" ] || check 'from the tarball: make install' in_tree make -s \
	BUILD="$tmp/build" install DESTDIR="$tmp/root" prefix=/usr
TAP_TIMEOUT=${TAP_TIMEOUT:-300}
for test in help ${XCHECK:+registry}; do
	relay "from the tarball: $test.t" sh -c "cd '$tree' && exec sh tests/$test.t"
done

# Refused ------------------------------------------------------------------------

rm -r "$tmp/third"
echo 'nothing about a licence' >"$few/scripts/bare"
refuse 'refused: a file without a licence' 'scripts/bare has no line' of_few
rm "$few/scripts/bare"
echo '# SPDX-License-Identifier: MIT' >"$few/scripts/a blank"
refuse 'refused: a name that not everybody can have' 'scripts/a blank: not a portable' \
	of_few
rm "$few/scripts/a blank"
refuse 'refused: a time that is none' 'SOURCE_DATE_EPOCH=today is no number' \
	of_few env SOURCE_DATE_EPOCH=today
same 'refused: nothing is left' '' "$(ls -A "$tmp/third/dist")"
finish
