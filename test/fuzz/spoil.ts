// Input for a reader: real examples with bytes changed, cut, repeated or replaced by text that breaks parsers, and pure
// noise.
import fc from 'fast-check';

export const tokens = [
	'\u0000',
	'\u001b]0;',
	'\u001b[2J',
	'\r',
	'\n\n',
	'"',
	'\\',
	'{',
	'}]',
	'`'.repeat(40),
	'\u202e',
	'\ud800',
	'::error::',
	'##[group]',
	'CRIU-',
	'CRIU',
	'Error (',
	'time="',
	' -j CRIU',
	'null',
	'1e999',
	'-1',
	'__proto__',
	'../',
	'\uffff',
	'9'.repeat(400),
	' '.repeat(3000),
	'<script>',
	'[](javascript:)',
	'@x',
	'\t'.repeat(300),
	'[['.repeat(200),
].map(each => Buffer.from(each));

type Edit = {at: number; cut: number; put: Uint8Array; times: number};

const edit = fc.record<Edit>({
	at: fc.nat(100_000),
	cut: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(200)),
	put: fc.oneof(fc.uint8Array({maxLength: 8}), fc.constantFrom(...tokens)),
	times: fc.oneof({weight: 20, arbitrary: fc.constant(1)}, {weight: 1, arbitrary: fc.nat(500)}),
});

const apply = (bytes: Buffer, {at, cut, put, times}: Edit): Buffer => {
	const from = at % (bytes.length + 1);
	const added = Array.from({length: times}, () => put);
	return Buffer.concat([bytes.subarray(0, from), ...added, bytes.subarray(from + cut)]);
};

export const spoilt = (corpus: readonly Buffer[]): fc.Arbitrary<Buffer> =>
	fc.oneof(
		{
			weight: 9,
			arbitrary: fc
				.tuple(fc.constantFrom(...corpus), fc.array(edit, {minLength: 1, maxLength: 6}))
				.map(([bytes, edits]) => edits.reduce(apply, bytes)),
		},
		{weight: 1, arbitrary: fc.uint8Array({maxLength: 400}).map(bytes => Buffer.from(bytes))},
	);
