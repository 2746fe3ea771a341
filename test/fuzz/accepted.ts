// What a reader made of its input. Some readers refuse input without an error: the fuzzer counts refusals by errors.
import {NetlockError} from '../../harness/support/errors.ts';

/** @throws NetlockError for input that was refused */
export const accepted = <Value>(value: Value | undefined): Value => {
	if (value === undefined) throw new NetlockError('usage', 'the reader refuses it');
	return value;
};
