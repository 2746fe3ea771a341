// Images, as `netlock images list` prints them.
import test from 'ava';
import {renderImages} from '../../harness/report/image-list.ts';

const images = [
	{id: 'debian-forky', title: 'Debian forky', state: 'built', detail: 'ready: CRIU 4.2', base: 'bootstrap/forky'},
	{id: 'fedora-44', title: 'Fedora 44', state: 'unreachable', detail: 'no registry answers'},
] as const;

test('an image is two lines or more, and the last line counts them', t => {
	t.is(
		renderImages(images, {colour: false, unicode: true}),
		`. debian-forky  built        Debian forky
  CRIU 4.2
  base bootstrap/forky
? fedora-44     unreachable  Fedora 44
  no registry answers

2 images: 1 built, 1 unreachable
`,
	);
});

test('in colour, but without Unicode, the marks are ASCII', t => {
	t.true(renderImages(images, {colour: true, unicode: true}).startsWith('\u001B[32m✓\u001B[39m'));
	t.true(renderImages(images, {colour: true, unicode: false}).startsWith('\u001B[32m.\u001B[39m'));
});
