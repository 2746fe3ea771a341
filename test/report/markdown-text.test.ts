// Text from results in Markdown: no link to a script.
import test from 'ava';
import {link} from '../../harness/report/markdown-text.ts';

test('a web address is a link, and an address with another scheme is text', t => {
	t.is(link('a', 'https://example.org/a'), '[a](https://example.org/a)');
	for (const url of ['javascript:alert(1)', 'JavaScript://example.org/%0aalert(1)', 'data:text/html,x', undefined]) {
		t.is(link('a', url), 'a');
	}
});
