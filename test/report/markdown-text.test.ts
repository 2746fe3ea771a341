// Text from results in Markdown: no link to a script.
import test from 'ava';
import {link} from '../../harness/report/markdown-text.ts';

test('an address of the web is a link, and one of another scheme is only its text', t => {
	t.is(link('a', 'https://example.org/a'), '[a](https://example.org/a)');
	for (const url of ['javascript:alert(1)', 'JavaScript://example.org/%0aalert(1)', 'data:text/html,x', undefined]) {
		t.is(link('a', url), 'a');
	}
});
