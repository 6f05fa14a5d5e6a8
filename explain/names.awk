# SPDX-License-Identifier: MIT
#
# A prefix for all that the parts of libunshare-explain have in common, so that
# a program linked to the archive may have a model_new() of its own:
#
#   awk -f explain/names.awk HEADER...
#
# Prints a #define for each function and object that the headers declare.

/^(static|typedef|struct [a-z_]+ \{|#|\/?[ \t*])/ { next }
/^extern .*;$/ {
	sub(/(\[\])?;$/, "")
	print "#define " $NF " __libunshare_" $NF
	next
}
match($0, /[a-z_]+\(/) {
	name = substr($0, RSTART, RLENGTH - 1)
	print "#define " name " __libunshare_" name
}
