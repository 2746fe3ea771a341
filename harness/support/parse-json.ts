// Parses JSON of unknown origin and checks it with a schema.
import type {z} from 'zod';

/** Undefined when the text is no JSON, or when it does not match the schema. */
export const parseJson = <Value>(text: string, schema: z.ZodType<Value>): Value | undefined => {
	try {
		return schema.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
};
