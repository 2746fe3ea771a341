// Scripts that replace CRIU and libcriu of one sandbox by those of another one.
import {findLibcriu} from '../sandbox/find-libcriu.ts';

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

/** Fails, in words of the dynamic linker, where the CRIU that came needs libraries that this image lacks. */
export const tryCriu = 'criu --version';
