// Scripts that bring CRIU and libcriu from one sandbox to another: what the one has is put in the place of what the other has.
import {findLibcriu} from '../sandbox/find-libcriu.ts';

/** Where the files are on their way. */
export const updateFolder = '/cell/update';

/** The image's own, behind links: the tap is in no PATH but that of a cell's commands. */
const findCriu = 'criu=$(readlink -f "$(command -v criu)") && [ -e "$criu" ]';

/** In the sandbox that has them. */
export const gather = `
	rm -rf ${updateFolder} && mkdir -p ${updateFolder} && ${findCriu} && cp "$criu" ${updateFolder}/criu || exit
	if ${findLibcriu}; then cp "$library" ${updateFolder}/libcriu.so.2; fi`;

/** In the sandbox that gets them. A running file cannot be written to, and can be replaced. */
export const install = `
	${findCriu} && mv -f ${updateFolder}/criu "$criu" || exit
	if [ -e ${updateFolder}/libcriu.so.2 ] && ${findLibcriu}; then mv -f ${updateFolder}/libcriu.so.2 "$library" || exit; fi
	criu --version`;
