// index.html: one self-contained page, from the verdict to the evidence of every cell. Its tables need no script. The
// page's script finds cells and shows their panels, from data in the page.
import type {Results} from '../model/results.ts';
import {buildSummarySection} from './html/build-summary.ts';
import {buildsSection} from './html/builds-section.ts';
import {renderDocument} from './html/document.ts';
import {headlineSection} from './html/headline-table.ts';
import {imagesSection} from './html/images-section.ts';
import {html, Markup} from './html/markup.ts';
import {matrixSection} from './html/matrix-section.ts';
import {causesSection, flakySection, overview} from './html/overview.ts';
import {pageAssets} from './html/page-assets.ts';
import {knownIssuesSection, missingSection, unrunSection} from './html/reasons.ts';
import {toMatrix} from './matrix.ts';
import {isTurned} from './page/matrix-grid.ts';
import {pageData} from './page-data.ts';
import {runVerdict} from './verdict.ts';

export const renderHtml = (results: Results): string => {
	const matrix = toMatrix(results);
	const lines = isTurned(matrix.images, matrix.runtimes) ? matrix.images : matrix.runtimes;
	const {style, script, policy} = pageAssets(lines.map(({id}) => id));
	const body = html`<a class="to-matrix" href="#matrix">Skip to the matrix</a>
<main>
${overview(results, matrix)}
${causesSection(results)}
${buildSummarySection(results, matrix)}
${headlineSection(results, matrix)}
${matrixSection(matrix)}
${flakySection(results)}
${knownIssuesSection(results)}
${unrunSection(results)}
${missingSection(matrix, results)}
${imagesSection(results)}
${buildsSection(results)}
</main>
<script type="application/json" id="results">${new Markup(pageData(results, matrix))}</script>
<script>${new Markup(script)}</script>`;
	return renderDocument(runVerdict(results).text, {style, policy}, body);
};
