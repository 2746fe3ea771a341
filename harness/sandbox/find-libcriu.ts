// The libcriu.so.2 that programs in a sandbox get from the loader.

/** Sets `$library` to the file itself, behind every link; fails where there is none. */
export const findLibcriu =
	'library=$(ldconfig -p | sed -n \'s/.*libcriu\\.so\\.2 .*=> //p\' | head -n 1); [ -n "$library" ] && library=$(readlink -f "$library")';
