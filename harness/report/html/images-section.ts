// The section with the facts of each image.
import type {BuildResult} from '../../model/build-result.ts';
import type {ImageFacts} from '../../model/facts.ts';
import type {ImageResult, Results} from '../../model/results.ts';
import {describeDrift} from '../../results/drift.ts';
import {ownRuntimes} from '../builds.ts';
import {badge} from './badge.ts';
import {imageAnchor} from './links.ts';
import {html, type Markup} from './markup.ts';

export const imagesSection = ({images, builds}: Results): Markup => html`<section id="images">
<h2>Images</h2>
<div class="cards">${images.filter(({state}) => state === 'ready').map(image => card(image, builds))}</div>
</section>`;

const card = (
	image: ImageResult,
	builds: readonly BuildResult[],
): Markup => html`<article class="card" id="${imageAnchor(image.id)}">
<h3>${image.title}</h3>
<p class="note">${image.id}${image.facts && html`: ${image.facts.os}, kernel ${image.facts.kernel}`}</p>
${image.drift?.map(each => html`<p>${badge('fail', 'drift')} ${describeDrift(each)}</p>`)}
<dl class="facts">
${[...ownRuntimes(builds, image.id)].map(([name, version]) => fact(name, version))}
${image.facts && measured(image.facts)}
${fact('Base', image.base)}
${fact('Image digest', image.digest)}
</dl>
${image.facts && packages(image.facts)}
</article>
`;

/** Where a runtime's libcriu comes from: the file that the loader finds, or the runtime itself. */
const libcriuWords: Record<NonNullable<ImageFacts['runtimes']['crun']>['libcriu'] & string, string> = {
	loaded: '; it opens libcriu when it checkpoints',
	linked: '; it is linked with libcriu',
	'built in': '; libcriu is built in',
	none: '',
};

const measured = ({criu, tools, iptablesBackend, runtimes, podman}: ImageFacts): Markup => {
	const names = (present: boolean) =>
		Object.entries(tools)
			.filter(([, has]) => has === present)
			.map(([name]) => name)
			.join(', ');
	return html`${fact('CRIU', criu.version)}
${fact('libcriu', criu.libcriuVersion)}
${fact('Default lock', criu.defaultLock ?? `not measurable: ${criu.defaultLockError ?? 'no reason recorded'}`)}
<div><dt>criu check</dt><dd>${
		criu.check.ok
			? badge('pass', 'ok')
			: html`<details><summary>${badge('fail', 'fails')}</summary><pre>${criu.check.output}</pre></details>`
	}</dd></div>
${fact('podman', podman?.version)}
${fact('iptables', iptablesBackend ?? 'absent')}
${fact('Tools', names(true))}
${fact('Without', names(false))}
${Object.entries(runtimes).map(
	([name, runtime]) => html`<div><dt>${name} can</dt>
<dd>${runtime.checkpoints ? 'checkpoint' : 'not checkpoint'}, ${runtime.networkLockFlag ? 'and has' : 'and has no'} <code>--network-lock</code>${libcriuWords[runtime.libcriu ?? 'none']}</dd></div>
`,
)}`;
};

const packages = ({packages: installed, criu, runtimes}: ImageFacts): Markup => html`
<details><summary>Packages and digests</summary>
<dl class="facts">${Object.entries(installed).map(([name, version]) => fact(name, version))}
${fact('criu sha256', criu.digest)}
${fact('libcriu sha256', criu.libcriu)}
${Object.entries(runtimes).map(([name, {digest}]) => fact(`${name} sha256`, digest))}</dl></details>`;

const fact = (name: string, value: string | undefined): Markup =>
	value === undefined || value === ''
		? html``
		: html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;
