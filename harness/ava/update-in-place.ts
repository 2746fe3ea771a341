// Scripts that replace CRIU and libcriu of one sandbox by those of another one, or lend it the other one's runtime.
import {findLibcriu} from '../sandbox/find-libcriu.ts';
import {buildsFolder, librariesFolder, registerLibraries} from '../sandbox/under-test.ts';

/** Folder for the files while they are copied. */
export const updateFolder = '/cell/update';

/**
 * The CRIU of the image, with links resolved. Only the commands of a cell have the tap in their PATH, so this finds no
 * tap.
 */
const findCriu = 'criu=$(readlink -f "$(command -v criu)") && [ -e "$criu" ]';

/** Runs in the sandbox that gives the files. */
export const gather = `
	rm -rf ${updateFolder} && mkdir -p ${updateFolder} && ${findCriu} && cp "$criu" ${updateFolder}/criu || exit
	if ${findLibcriu}; then cp "$library" ${updateFolder}/libcriu.so.2; fi`;

/** Runs in the sandbox that takes the files. A running program cannot be overwritten, but it can be replaced. */
export const install = `
	${findCriu} && mv -f ${updateFolder}/criu "$criu" || exit
	if [ -e ${updateFolder}/libcriu.so.2 ] && ${findLibcriu}; then mv -f ${updateFolder}/libcriu.so.2 "$library"; fi`;

// The older runtime comes to the newer image, since only that direction has the C library that it needs.

/** Runs in the sandbox that lends its runtime `$1`, with the libraries that it is linked with. */
export const gatherRuntime = `
	rm -rf ${updateFolder} && mkdir -p ${updateFolder}/libraries && program=$(readlink -f "$(command -v "$1")") &&
		[ -e "$program" ] && cp "$program" "${updateFolder}/$1" || exit
	ldd "$program" | sed -n 's/.* => \\(\\/[^ ]*\\) .*/\\1/p' | while read -r library; do
		cp "$library" ${updateFolder}/libraries/ || exit
	done`;

/** Runs in the sandbox that borrows it. A runtime under test makes room for it. */
export const borrowRuntime = `
	mkdir -p ${buildsFolder} ${librariesFolder} || exit
	[ ! -e "${buildsFolder}/$1" ] || mv "${buildsFolder}/$1" ${updateFolder}/newer || exit
	mv "${updateFolder}/$1" ${buildsFolder}/ && cp -rn ${updateFolder}/libraries/. ${librariesFolder}/ || exit
	${registerLibraries}`;

/** Runs there when the newer runtime takes its place. */
export const updateRuntime = `
	rm -f "${buildsFolder}/$1" || exit
	[ ! -e ${updateFolder}/newer ] || mv ${updateFolder}/newer "${buildsFolder}/$1"`;
