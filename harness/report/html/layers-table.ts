// The layers of evidence side by side: a row per layer, a column per operation.
import {type Layer, layers} from '../../model/axes.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {OperationEvidence} from '../../model/evidence.ts';
import {describeExit, describeFields, describePeer, describeRequest, describeWorkload} from '../describe-evidence.ts';
import {html, type Markup} from './markup.ts';

const explanations: Record<Layer, string> = {
	request: 'what the runtime sent to CRIU',
	exit: 'what the runtime returned',
	record: 'what CRIU wrote to inventory.img',
	kernel: "rules seen in the container's network namespace",
	behaviour: 'what a peer and the workload saw',
};

export const layersTable = ({evidence, layer: disagreed}: CellResult): Markup => {
	if (evidence === undefined) return html`<p class="note">No evidence: it was not run.</p>`;
	const {operations, peer, workload} = evidence;
	const behaviour = [peer && describePeer(peer), workload && `workload: ${describeWorkload(workload)}`];
	const observed = behaviour.filter(line => line !== undefined);
	const cells = (layer: Layer) =>
		layer === 'behaviour' || operations.length === 0
			? html`<td colspan="${Math.max(1, operations.length)}">${lines(layer === 'behaviour' ? observed : [])}</td>`
			: operations.map(operation => html`<td>${seen[layer](operation)}</td>`);
	const heading = (layer: Layer) => html`<th scope="row">${layer}
${layer === disagreed && html` <span class="badge fail">✗ disagrees</span>`}
<small>${explanations[layer]}</small></th>`;
	return html`<h4>Evidence</h4>
<div class="scroll"><table class="plain layers">
<thead><tr><th scope="col">Layer</th>${operations.map(({operation}) => html`<th scope="col">${operation}</th>`)}</tr></thead>
<tbody>${layers.map(
		layer => html`<tr${layer === disagreed && html` class="disagrees"`}>${heading(layer)}${cells(layer)}</tr>
`,
	)}</tbody></table></div>`;
};

const seen: Record<Exclude<Layer, 'behaviour'>, (operation: OperationEvidence) => Markup> = {
	request: operation => {
		const fields = describeFields(operation);
		return html`${lines([describeRequest(operation.request)])}${
			fields !== undefined && html`<details><summary>every field</summary><small>${fields}</small></details>`
		}`;
	},
	exit: operation => lines([describeExit(operation)]),
	record: ({record}) => lines([record]),
	kernel: ({kernel, makers = []}) =>
		kernel === undefined
			? lines([])
			: html`<dl class="stages">${kernel.map(
					({stage, locks, objects}) => html`<div><dt>${stage}</dt>
<dd>${locks.length === 0 ? 'no lock' : locks.join(', ')}${objects.map(object => html`<br><code>${object}</code>`)}</dd></div>`,
				)}</dl>${makers.length > 0 && html`<p class="note">put there by ${makers.join(', ')}</p>`}`,
};

const lines = (texts: readonly (string | undefined)[]): Markup => {
	const present = texts.filter(text => text !== undefined);
	return present.length === 0
		? html`<span class="note">not observed</span>`
		: html`${present.map((text, index) => [index > 0 && html`<br>`, text])}`;
};
