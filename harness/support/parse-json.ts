// Text of unknown origin as what a schema says.
import type {z} from 'zod';

/** Undefined when the text is no JSON, and when the schema refuses it. */
export const parseJson = <Value>(text: string, schema: z.ZodType<Value>): Value | undefined => {
	try {
		return schema.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
};
