// Rewrites a dump's inventory.img in the sandbox so that it names no lock method.

import {withoutMethod} from '../../evidence/forgotten-method.ts';
import {recordedMethod} from '../../evidence/inventory.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';

/** @throws EvidenceMissing when the file cannot be read or written */
export const forgetMethod = async (context: CellContext, imageFolder: string): Promise<void> => {
	const file = `${imageFolder}/inventory.img`;
	const {exit, stdout, stderr} = await context.sandbox.exec(['cat', file]);
	if (exit !== 0) throw new EvidenceMissing(`${file} could not be read`, stderr);
	const rewritten = withoutMethod(stdout);
	if (recordedMethod(rewritten) !== 'absent') throw new EvidenceMissing(`${file} still records a method`);
	const text = Buffer.from(rewritten).toString('base64');
	const written = await shell(context, 'printf %s "$1" | base64 -d > "$2"', text, file);
	if (written.exit !== 0) throw new EvidenceMissing(`${file} could not be written`, written.stderr);
};
