#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scripts/progress: what it shows of a run on a terminal and elsewhere, and that
# the run's status and its end are the command's.
. tests/tap.sh

cat >"$tmp/run" <<'END'
echo begin
for step in 1 2 3; do
	echo "step $step"
done
echo 'step 4: Failed'
echo said >&2
exit 3
END
lines='begin
step 1
step 2
step 3
step 4: Failed'

scripts/progress run 5 '^step' sh "$tmp/run" >"$tmp/out" 2>"$tmp/err"
same "the status is the command's" 3 $?
same 'elsewhere all lines are printed' "$lines" "$(cat "$tmp/out")"
same 'and errors, apart' said "$(cat "$tmp/err")"

PROGRESS_SECONDS=0 scripts/progress run 5 '^step [123]' sh "$tmp/run" \
	>"$tmp/out" 2>"$tmp/err"
same 'now and then it says what is done' 'run: 1 of 5, run: 2 of 5, run: 3 of 5,' \
	"$(grep -o '^run: . of 5,' "$tmp/err" | uniq | paste -sd ' ')"
same 'among the lines' "$lines" "$(cat "$tmp/out")"

if command -v script >/dev/null; then
	script -qec "scripts/progress run 5 ^step sh $tmp/run" "$tmp/typescript" \
		>"$tmp/out" </dev/null
	same "on a terminal, too, it is the command's status" 3 $?
	tr '\r' '\n' <"$tmp/out" | tr -d '\033' | sed 's/^\[K//; s/\[K$//; /^$/d' \
		>"$tmp/seen"
	same 'what is done is counted in place' 'step 1 step 2 step 3' "$(sed -n \
		's/^run: \(.\) of 5, .* \(step \1\)$/\2/p' "$tmp/seen" | paste -sd ' ')"
	same 'all else is printed' 'begin said step 4: Failed' \
		"$(grep -v '^run:' "$tmp/seen" | sort | paste -sd ' ')"
	same 'and the line is taken away' '\r\033[K' "$(tail -c 4 "$tmp/out" |
		od -An -c | sed 's/ //g; s/\\r033/\\r\\033/')"
else
	skip 'on a terminal' 'no script: apt-get install bsdutils'
fi

refuse 'a total that is no number' "'many' is no number of steps" \
	scripts/progress run many '^step' true
refuse 'no command' '^usage: ' scripts/progress run 5 '^step'

# Ended by a signal
mkdir "$tmp/tmp"
TMPDIR=$tmp/tmp scripts/progress run 5 x sh -c \
	"echo \$\$ >$tmp/pid; exec sleep 60" >"$tmp/out" 2>&1 &
progress=$!
until [ -s "$tmp/pid" ]; do
	sleep 0.1
done
kill $progress
left=100
while kill -0 "$(cat "$tmp/pid")" 2>/dev/null && [ $left -gt 0 ]; do
	left=$((left - 1))
	sleep 0.1
done
same 'ended, so is the command' gone "$(kill "$(cat "$tmp/pid")" 2>/dev/null ||
	echo gone)"
wait $progress
same 'and the status says so' 143 $?
same 'and nothing is left' '' "$(ls "$tmp/tmp")"
finish
