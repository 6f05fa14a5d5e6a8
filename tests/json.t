#!/bin/sh
# SPDX-License-Identifier: MIT
# The registry as JSON: its syntax by an independent parser (perl's), its form by
# the schema that describes it, and what it says by the tables themselves and by
# sources that are none of ours: the kernel's headers and what compilers say.
# shellcheck disable=SC2016,SC2317 # perl and awk; functions of check
. tests/tap.sh
: "${BUILDROOT:?}"
json=$BUILDROOT/libunshare.json
schema=abicheck/libunshare.schema.json

if ! perl -MJSON::PP -e 1 2>/dev/null; then
	echo '1..0 # SKIP no JSON::PP: apt-get install perl'
	exit
fi
# Parsing takes a tenth of a second: what it gave is kept for the questions.
check 'it is JSON' perl -MJSON::PP -MStorable -0777 -ne 'BEGIN { $to = shift }
	store(decode_json($_), $to)' "$tmp/parsed" "$json" || finish
check 'so is its schema' perl -MJSON::PP -0777 -ne 'decode_json($_)' "$schema"

# What JSON Schema asks for, of those words that the schema uses: any other is a
# fault of the schema.
cat >"$tmp/validate.pl" <<'END_OF_PERL'
use strict;
use JSON::PP;

sub slurp { local (@ARGV, $/) = @_; decode_json(<>) }
my $faults = 0;
sub fault { print "@_\n"; $faults++ }
sub type_of {
	my $v = shift;
	return 'null' if !defined $v;
	return 'object' if ref $v eq 'HASH';
	return 'array' if ref $v eq 'ARRAY';
	return 'boolean' if JSON::PP::is_bool($v);
	return encode_json([$v]) =~ /^\["/ ? 'string' : 'integer';
}
sub hold {
	my ($v, $s, $at) = @_;
	for (keys %$s) {
		fault("schema: $_ at $at") if !/^(\$comment|\$schema|title|description|type
			|required|additionalProperties|properties|items|pattern|enum)$/x;
	}
	my $type = type_of($v);
	if (defined $s->{type}) {
		my @types = ref $s->{type} ? @{$s->{type}} : $s->{type};
		fault("$at: a $type, not @types") if !grep { $_ eq $type } @types;
	}
	if ($s->{enum}) {
		fault("$at: none of the enum") if !grep {
			defined $v ? defined && $_ eq $v : !defined } @{$s->{enum}};
	}
	fault("$at: '$v' is not $s->{pattern}")
		if $s->{pattern} && $type eq 'string' && $v !~ /$s->{pattern}/;
	if ($type eq 'object') {
		for (@{$s->{required} || []}) {
			fault("$at: no $_") if !exists $v->{$_};
		}
		for (keys %$v) {
			my $of = $s->{properties}{$_};
			if ($of) { hold($v->{$_}, $of, "$at.$_") }
			else { fault("$at: $_ is not described") }
		}
	}
	if ($type eq 'array') {
		hold($v->[$_], $s->{items}, "$at\[$_]") for 0 .. $#$v;
	}
}
hold(slurp($ARGV[0]), slurp($ARGV[1]), '$');
exit($faults != 0);
END_OF_PERL
validate()
{
	perl "$tmp/validate.pl" "$@"
}
check 'it has the form of its schema' validate "$json" "$schema"
# The first ABI alone, with a fault: what is said of it
wrong()		# PERL FIXED-STRING
{
	perl -MJSON::PP -MStorable -e "\$j = retrieve('$tmp/parsed'); \$#{\$j->{abis}} = 0;
		\$_ = \$j->{abis}[0]; $1; print encode_json(\$j)" >"$tmp/wrong.json"
	! validate "$tmp/wrong.json" "$schema" >"$tmp/said" && grep -F "$2" "$tmp/said"
}
check 'a wrong word is seen' wrong '$_->{bits} = 48' 'bits: none of the enum'
check 'a missing member is seen' wrong 'delete $_->{endian}' ': no endian'

# ask EXPRESSION: what perl prints of $j
ask()
{
	perl -MStorable -e "\$j = retrieve('$tmp/parsed'); $1"
}
registry()	# AWK-ACTION on the fields of each row, $1 the name
{
	grep -v '^#' abi/abis.list | awk -F ' *[|] *' "{ sub(/ +\$/, \"\", \$1) } $1"
}
same 'names, bits, byte order, compilers and status are the registry'\''s' \
	"$(registry '{ print $1, $6, $7, $3, $5, $10 "|" $18 }')" \
	"$(ask 'print "$_->{name} $_->{bits} $_->{endian} $_->{kernel}{table} " .
		"$_->{kernel}{base} $_->{compiler}|" . ($_->{status} // "-") . "\n"
		for @{$j->{abis}}')"

# What tests/abi/number.t holds against the kernel's <asm/unistd.h>, of each ABI that
# is built, by the compiler: its number and the kernel's name of the architecture
awk -F "'" 'FNR == 1 { abi = FILENAME; sub(/\/env$/, "", abi); sub(/.*\//, "", abi) }
	$1 == "NR_unshare=" { number = $2 }
	$1 == "KARCH=" { print abi, $2, number }' "$BUILDROOT"/*/env | sort >"$tmp/held"
check 'there are numbers to compare' test -s "$tmp/held"
same 'numbers are those that are held against the kernel' "$(cat "$tmp/held")" \
	"$(ask 'print "$_->{name} $_->{kernel}{architecture} $_->{calls}[0]{number}\n"
		for @{$j->{abis}}' | sort | join -j 1 "$tmp/held" - -o 2.1,2.2,2.3)"

# Flags: the header's by the preprocessor, and what the kernel's own header has
flags_of()	# PREPROCESSOR-OPTION...: name and value of each
{
	"$@" -E -dM -x c - | awk '$1 == "#define" && $2 ~ /^(CSIGNAL|CLONE_|UNSHARE_)/ &&
		$2 !~ /^CLONE_ARGS/ { print $2 }' | LC_ALL=C sort >"$tmp/names"
}
values()	# OPTION...: their values, by a program that is run
{
	{
		echo '#include <stdio.h>'
		echo '#define _GNU_SOURCE 1'
		echo '#include <sched.h>'
		echo 'int main(void) {'
		sed 's/.*/printf("& %llu\\n", (unsigned long long)(&));/' "$tmp/names"
		echo 'return 0; }'
	} >"$tmp/values.c"
	cc "$@" -o "$tmp/values" "$tmp/values.c" && "$tmp/values"
}
printf '#define _GNU_SOURCE 1\n#include <sched.h>\n' | flags_of cc -Iinclude
same 'flags and values are the header'\''s' "$(values -Iinclude)" \
	"$(ask 'print "$_->{name} $_->{value}\n" for sort { $a->{name} cmp $b->{name} }
		@{$j->{flags}}')"
same 'value and hex agree' '' "$(ask 'for (@{$j->{flags}}) {
	print "$_->{name}\n" if $_->{value} != hex($_->{hex}) }' 2>/dev/null)"
echo '#include <linux/sched.h>' | flags_of cc -isystem /usr/include
same 'it has every flag of this machine'\''s <linux/sched.h>' '' \
	"$(ask 'print "$_->{name}\n" for @{$j->{flags}}' | LC_ALL=C sort |
		LC_ALL=C comm -13 - "$tmp/names")"

# What unshare takes: the mask of the kernel's check_unshare_flags(), by hand
same 'unshare takes what the kernel does' \
	"FILES FS NEWCGROUP NEWIPC NEWNET NEWNS NEWPID NEWTIME NEWUSER NEWUTS SIGHAND \
SYSVSEM THREAD VM" \
	"$(ask 'print join(" ", sort map { $_->{name} =~ s/CLONE_//r } grep {
		$_->{name} =~ /^CLONE/ && grep { $_ eq "unshare" } @{$_->{taken_by}} }
		@{$j->{flags}})')"
same 'what changes nothing' 'CLONE_SIGHAND CLONE_THREAD CLONE_VM' \
	"$(ask 'print join(" ", sort map { $_->{name} } grep { !$_->{unshare_changes} &&
		defined $_->{unshare_since} } @{$j->{flags}})')"

same 'the version is the package'\''s' "$(awk '
	/define LIBUNSHARE_(MAJOR|MINOR|PATCH) / { printf "%s%s", dot, $3; dot = "." }
	' include/unshare.h)" "$(ask 'print $j->{version}')"

# Registers stand in two files: the C one names them, the list describes them
same 'every ABI has eight registers and a convention' '' "$(ask 'for (@{$j->{abis}}) {
	my @r = ($_->{registers}{number}, $_->{registers}{result},
		@{$_->{registers}{arguments}});
	print "$_->{name}\n" if 8 != grep { length } @r;
	print "$_->{name}: $_\n" for grep { !length } values %{$_->{convention}} }')"
same 'the number'\''s register is the one that the list describes' '' \
	"$(ask 'for (@{$j->{abis}}) {
	my $r = $_->{registers}{number} =~ s/^[\$%]//r;
	next if $_->{convention}{number} =~ /\Q$r\E\b/ || $_->{name} =~ /^(mips|alpha)/;
	print "$_->{name}: $r\n" }')"
finish
