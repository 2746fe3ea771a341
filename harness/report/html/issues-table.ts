// The table of known issues on the page of history, with the diff below it that removes those that no run meets.
import type {IssueAccount} from '../known-issues.ts';
import {bugLink} from './links.ts';
import {html, type Markup} from './markup.ts';

export const issuesTable = (accounts: readonly IssueAccount[], diff: string): Markup =>
	accounts.length === 0
		? html``
		: html`<section id="known-issues">
<h2>Known issues</h2>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Issue</th><th scope="col">Why</th><th scope="col">Since when</th><th scope="col">Until</th></tr></thead>
<tbody>${accounts.map(
				({id, bug, reason, seen, expires, expired, removable}) => html`<tr><th scope="row">${id}<br>${bugLink(bug)}</th>
<td data-label="why">${reason}</td>
<td data-label="since">${seen}${removable && html` <span class="badge unexpected-pass">may be taken out</span>`}</td>
<td data-label="until" class="date">${expires}${expired && html` <span class="badge fail">expired</span>`}</td></tr>
`,
			)}</tbody></table></div>
${diff !== '' && html`<p>To take out what is not met any more, apply with <code>git apply</code>:</p><pre>${diff}</pre>`}
</section>`;
