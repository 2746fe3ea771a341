// The page's styles, light and dark. No font, image or sheet is fetched from anywhere.
import {Markup} from './markup.ts';
import {layout} from './styles-layout.ts';

const colours = `
:root { color-scheme: light dark;
--page: #f6f7f9; --surface: #fff; --text: #1a1f27; --quiet: #5a6573; --line: #dde2e9; --link: #0b5cad;
--pass: #17713a; --pass-tint: #ddf3e4; --known: #8a5800; --known-tint: #fdf0c8; --fail: #fff;
	--fail-tint: #c7252d;
--fixed: #fff; --fixed-tint: #1668b8; --error: #fff; --error-tint: #8638b0; --none: #5a6573;
	--none-tint: #eceff3;
--bad-line: #c7252d; --good-line: #1d8a49; --ring: #1a1f27; --disagree: #fdecec;
	--shade: rgb(15 20 30 / .35) }
@media (prefers-color-scheme: dark) { :root {
--page: #0f1318; --surface: #171c23; --text: #e4e9f0; --quiet: #98a4b3; --line: #2b333e; --link: #74b3f5;
--pass: #7fdc9f; --pass-tint: #163524; --known: #f2c860; --known-tint: #3d3114; --fail: #fff;
	--fail-tint: #cf3540;
--fixed: #fff; --fixed-tint: #2a78c9; --error: #fff; --error-tint: #9347bd; --none: #98a4b3;
	--none-tint: #222932;
--bad-line: #e5565f; --good-line: #3fb56d; --ring: #fff; --disagree: #3a1c20; --shade: rgb(0 0 0 / .6) } }
.pass { color: var(--pass); background: var(--pass-tint) }
.known-failure { color: var(--known); background: var(--known-tint) }
.fail { color: var(--fail); background: var(--fail-tint) }
.unexpected-pass { color: var(--fixed); background: var(--fixed-tint) }
.error { color: var(--error); background: var(--error-tint) }
.miss, .skip { color: var(--none); background: var(--none-tint) }
`;

export const styles = new Markup(`<style>${colours}${layout}</style>`);
