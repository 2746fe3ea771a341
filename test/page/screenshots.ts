// `npm run screenshots RUN CELL CYCLE`: the pictures of the docs, from a run's page. docs/matrix.png has the headline
// of the run, docs/cell.png the panel of CELL down to its commands, docs/cycle.png the picture in time of CYCLE.
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {openBrowser} from './chromium.ts';

const docs = resolve(import.meta.dirname, '../../docs');
const [run, cell, cycle] = process.argv.slice(2);
if (run === undefined || cell === undefined || cycle === undefined) throw new Error('give a run, a cell, and a cell');
const address = pathToFileURL(resolve(run, 'index.html')).href;

const browser = await openBrowser();
const page = await browser.newPage({viewport: {width: 1280, height: 1000}, deviceScaleFactor: 2});
await page.goto(address);
await page.locator('#headline').screenshot({path: join(docs, 'matrix.png')});

await page.setViewportSize({width: 930, height: 1600});
await page.goto(`${address}#cell/${cell}`);
const top = await page.getByRole('heading', {name: 'Commands'}).boundingBox();
await page.screenshot({path: join(docs, 'cell.png'), clip: {x: 0, y: 0, width: 930, height: (top?.y ?? 1600) - 10}});

await page.goto(`${address}#cell/${cycle}`);
await page.locator('.timeline').screenshot({path: join(docs, 'cycle.png')});
await browser.close();
