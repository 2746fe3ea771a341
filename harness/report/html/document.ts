// The beginning and the end of every page. A page is one file that loads nothing: its policy allows only its own style
// and script.

import {html, Markup} from './markup.ts';
import type {PageStyle} from './page-style.ts';

/** Above the title of every page. */
export const kicker = html`<p class="kicker">netlock: checkpoint/restore and the network lock</p>`;

export const renderDocument = (title: string, {style, policy}: PageStyle, body: Markup): string =>
	html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>netlock: ${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
