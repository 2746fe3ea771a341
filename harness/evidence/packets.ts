// The behaviour layer: which packets passed, as the tool `packets` saw it, and which of them a lock must drop.
import {z} from 'zod';
import {type Flow, flow} from '../model/packets.ts';
import {parseJson} from '../support/parse-json.ts';

const seen = flow.extend({passed: z.boolean()});
export type SeenFlow = z.infer<typeof seen>;

const line = z.discriminatedUnion('event', [
	z.object({event: z.literal('ready')}),
	z.object({event: z.literal('round'), round: z.number(), flows: z.array(seen)}),
]);

/** The last line that the tool wrote. Undefined when there is none, or when it is cut short. */
export const packetLine = (text: string): z.infer<typeof line> | undefined => parseJson(text, line);

const criuMark = 0xc1_14;

/**
 * A lock drops incoming and outgoing packets without CRIU's mark. A mark does not leave its network namespace, so
 * packets from outside have none. CRIU does not lock forwarded packets, so they pass.
 */
export const passesLock = ({direction, mark}: Flow): boolean =>
	direction === 'forwarded' || (direction !== 'in' && mark === criuMark);

const values = (flows: readonly Flow[], of: (flow: Flow) => string): string => [...new Set(flows.map(of))].join(', ');

const markText = ({mark}: Flow): string => (mark === 0 ? 'unmarked' : `marked 0x${mark.toString(16)}`);

/** `tcp, udp over ipv4; in, out; new; unmarked` */
export const describeFlows = (flows: readonly Flow[]): string =>
	[
		`${values(flows, ({protocol}) => protocol)} over ${values(flows, ({family}) => family)}`,
		values(flows, ({direction}) => direction),
		values(flows, ({state}) => state),
		values(flows, markText),
	].join('; ');
