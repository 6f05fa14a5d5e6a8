# SPDX-License-Identifier: MIT
#
# The tag-value document of packaging/spdx, which gives the variables: from
# lines "file licence", then sha1sum's, then sha256sum's.

function fault(message)
{
	print "spdx: " message > "/dev/stderr"
	failed = 1
	exit 1
}

FNR == 1 {
	part++
}
part == 1 {
	file = $1
	sub(/^[^ ]+ /, "")
	licence[file] = $0
	next
}
part == 2 {
	sha1[$2] = $1
	files[++count] = $2
	next
}
{
	sha256[$2] = $1
}
END {
	if (failed)
		exit 1
	declared = "MIT"
	licence["LICENSE"] = declared
	for (i = 1; i <= count; i++) {
		if (!(files[i] in licence))
			fault(files[i] " has no line SPDX-License-Identifier")
		if (!(licence[files[i]] in seen)) {
			seen[licence[files[i]]] = 1
			found[++kinds] = licence[files[i]]
		}
	}
	print "SPDXVersion: SPDX-2.3"
	print "DataLicense: CC0-1.0"
	print "SPDXID: SPDXRef-DOCUMENT"
	print "DocumentName: " name "-" version
	print "DocumentNamespace: https://spdx.org/spdxdocs/" name "-" version "-" code
	print "Creator: Tool: " name "-" version
	print "Created: " date
	print "Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package"
	print ""
	print "PackageName: " name
	print "SPDXID: SPDXRef-Package"
	print "PackageVersion: " version
	print "PackageFileName: " name "-" version ".tar.gz"
	print "PackageDownloadLocation: NOASSERTION"
	print "FilesAnalyzed: true"
	print "PackageVerificationCode: " code
	print "PackageChecksum: SHA256: " sum
	all = ""
	for (i = 1; i <= kinds; i++)
		all = all (i > 1 ? " AND " : "") (found[i] ~ / / ? "(" found[i] ")" : found[i])
	print "PackageLicenseConcluded: " (kinds > 1 ? "(" all ")" : all)
	for (i = 1; i <= kinds; i++)
		print "PackageLicenseInfoFromFiles: " found[i]
	print "PackageLicenseDeclared: " declared
	print "PackageCopyrightText: <text>" holder "</text>"
	for (i = 1; i <= count; i++) {
		print ""
		print "FileName: ./" files[i]
		print "SPDXID: SPDXRef-File-" i
		print "FileChecksum: SHA1: " sha1[files[i]]
		print "FileChecksum: SHA256: " sha256[files[i]]
		print "LicenseConcluded: " licence[files[i]]
		print "LicenseInfoInFile: " (files[i] == "LICENSE" ? "NONE" : licence[files[i]])
		print "FileCopyrightText: NOASSERTION"
	}
}
