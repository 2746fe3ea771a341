// Whether a kernel would execute a file, from its first bytes.
import {readFileSync} from 'node:fs';
import test from 'ava';
import {headLength, whyNot} from '../../harness/builds/executable.ts';

const own = readFileSync(process.execPath).subarray(0, headLength);
const here = {x64: 'x86_64', arm64: 'aarch64'}[process.arch as string] ?? 'unknown';
const other = here === 'aarch64' ? 'x86_64' : 'aarch64';

test('a program of this machine is accepted for images of this machine only', t => {
	t.is(whyNot(own, here), undefined);
	t.is(whyNot(own, other), `it is for ${here}, and the image for ${other}`);
	t.is(whyNot(own, 'unknown'), undefined, 'an image that was never asked');
});

test('a machine with the other byte order is named too', t => {
	const big = Buffer.from(own);
	big[5] = 2;
	big.writeUInt16BE(22, 18);
	t.is(whyNot(big, here), `it is for s390x, and the image for ${here}`);
	big.writeUInt16BE(4711, 18);
	t.is(whyNot(big, here), `it is for machine 4711 of ELF, and the image for ${here}`);
});

test('a script runs everywhere, and other files nowhere', t => {
	t.is(whyNot(Buffer.from('#!/bin/sh\n'), here), undefined);
	for (const content of ['', '\n#!/bin/sh\n', 'echo hello\n', '\x7fELF']) {
		t.is(whyNot(Buffer.from(content, 'latin1'), here), 'it is neither an executable nor a script', content);
	}
});
