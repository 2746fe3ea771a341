// index.html: one self-contained page, from the verdict down to the evidence of every cell.
import type {Results} from '../model/results.ts';
import {buildsSection} from './html/builds-section.ts';
import {cellPanel} from './html/cell-panel.ts';
import {headlineSection} from './html/headline-table.ts';
import {imagesSection} from './html/images-section.ts';
import {html} from './html/markup.ts';
import {matrixSection} from './html/matrix-table.ts';
import {causesSection, flakySection, overview} from './html/overview.ts';
import {knownIssuesSection, missingSection, unrunSection} from './html/reasons.ts';
import {script} from './html/script.ts';
import {styles} from './html/styles.ts';
import {isMissing, toMatrix} from './matrix.ts';
import {runVerdict} from './verdict.ts';

export const renderHtml = (results: Results): string => {
	const matrix = toMatrix(results);
	const panels = results.cells.filter(({image, unexpected}) => unexpected || !isMissing(results, image));
	return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>netlock: ${runVerdict(results).text}</title>
${styles}
</head>
<body>
<main>
${overview(results, matrix)}
${causesSection(results)}
${headlineSection(results, matrix)}
${flakySection(results)}
${matrixSection(matrix)}
${knownIssuesSection(results)}
${unrunSection(results)}
${missingSection(matrix, results)}
${imagesSection(results)}
${buildsSection(results)}
</main>
${panels.map(cell => cellPanel(cell, results))}
${script}
</body>
</html>
`.text;
};
