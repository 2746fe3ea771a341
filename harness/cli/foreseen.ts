// What a user, a disk or an engine can do, though no code of netlock foresaw it where it came about: the machine's trouble, and no
// defect in netlock.
import {EngineError} from '../engine/errors.ts';
import {asKnown, type NetlockError} from '../support/errors.ts';
import {FileNotWritten} from '../support/write-whole.ts';

/** As Node's errors of the system, and those of the engine's client, are. */
type Thrown = Error & {code?: unknown; syscall?: unknown; path?: unknown; statusCode?: unknown};

const ofFiles = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EMFILE', 'ENFILE', 'EIO']);
const ofConnections = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND']);

/** Undefined for what is a defect. */
export const foreseen = (error: unknown): NetlockError | undefined => {
	const known = asKnown(error);
	if (known || !(error instanceof Error)) return known;
	const {code, syscall, path, statusCode, message}: Thrown = error;
	if (syscall === 'connect' || ofConnections.has(String(code))) {
		return new EngineError(`the engine does not answer: ${message}`, undefined, error);
	}
	if (typeof statusCode === 'number') return new EngineError(`the engine refuses: ${message}`, undefined, error);
	if (!ofFiles.has(String(code))) return undefined;
	return new FileNotWritten(typeof path === 'string' ? path : 'a file', error as NodeJS.ErrnoException);
};
