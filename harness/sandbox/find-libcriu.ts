// The libcriu.so.2 that programs in a sandbox get from the loader.

/** Sets `$library` to the file itself, with links resolved. Fails if there is no libcriu. */
export const findLibcriu =
	'library=$(ldconfig -p | sed -n \'s/.*libcriu\\.so\\.2 .*=> //p\' | head -n 1); [ -n "$library" ] && library=$(readlink -f "$library")';
