// Layout and type of the page. Colours are variables, set in styles.ts.

export const layout = `
* { box-sizing: border-box }
[hidden] { display: none !important }
html { scroll-padding-top: 1rem }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 1720px; margin: 0 auto; padding: 1.5rem clamp(.8rem, 2.5vw, 2.5rem) 4rem }
a { color: var(--link); text-underline-offset: .15em }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
h1 { margin: .1rem 0 .7rem; font-size: clamp(1.4rem, 4vw, 2rem); font-weight: 500; line-height: 1.2;
	letter-spacing: -.01em }
h2 { margin: 0 0 .4rem; font-size: 1.2rem }
h3 { margin: 0 0 .3rem; font-size: 1.02rem; overflow-wrap: anywhere }
h4 { margin: 1.4rem 0 .4rem; font-size: .95rem }
h5 { margin: .6rem 0 .3rem; font-size: .85rem }
p { margin: .3rem 0 .6rem }
code, pre { font: .86em/1.5 ui-monospace, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere }
pre { margin: .3rem 0; padding: .55rem .75rem; background: var(--page); border: 1px solid var(--line);
	border-radius: 6px; white-space: pre-wrap }
pre.cause { border-left: 3px solid var(--bad-line) }
.prompt, .note, .kicker { color: var(--quiet) }
.prompt { user-select: none }
.note { font-size: .88rem; font-weight: 400 }
.kicker { margin: 0; font-size: .85rem }
header, section { margin-bottom: 1.2rem; padding: 1.2rem 1.4rem; background: var(--surface);
	border: 1px solid var(--line); border-radius: 10px }
header { border-top: 4px solid var(--good-line) }
header.bad { border-top-color: var(--bad-line) }
header.bad h1 strong { color: var(--bad-line) }
.counts { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin-bottom: .9rem }
.badge { display: inline-block; padding: .06em .55em; border-radius: 5px; font-size: .85rem;
	font-weight: 600; white-space: nowrap }
.facts { display: grid; gap: .25rem; margin: 0; font-size: .9rem }
.facts > div { display: grid; grid-template-columns: 8.5rem 1fr; gap: .8rem }
dt { color: var(--quiet); overflow-wrap: anywhere; min-width: 0 }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0 }
.causes, .causes ul { list-style: none; margin: 0; padding: 0 }
.causes > li { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: .8rem;
	padding: .6rem 0; border-top: 1px solid var(--line) }
.causes > li > .badge { justify-self: start; align-self: start }
.causes p { margin: 0 0 .15rem; font-weight: 600; overflow-wrap: anywhere }
.causes ul { columns: 22rem; column-gap: 1.5rem; font-size: .9rem }
.causes ul > li { break-inside: avoid }
.causes summary { margin: 0 }
.causes a { overflow-wrap: anywhere }
.scroll { overflow-x: auto }
.scroll.tall { max-height: 88vh; overflow: auto; width: fit-content; max-width: 100% }
table { border-collapse: separate; border-spacing: 0 }
th { text-align: left; font-weight: 600 }
.plain { width: 100%; font-size: .92rem }
.plain th, .plain td { padding: .45rem .9rem .45rem 0; border-top: 1px solid var(--line);
	vertical-align: top; overflow-wrap: break-word }
.plain thead th { border: 0; color: var(--quiet); font-weight: 500; white-space: nowrap }
.plain thead th.name { min-width: 8rem; white-space: normal; overflow-wrap: anywhere }
.plain th.image { min-width: 9rem }
.plain .date { white-space: nowrap }
.plain .why { font-size: .85rem; color: var(--quiet) }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.2rem; margin: .2rem 0 .9rem; padding: 0;
	list-style: none; font-size: .88rem; color: var(--quiet) }
.filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: 0 0 .9rem;
	font-size: .9rem }
.filters label { color: var(--quiet) }
select, button { font: inherit; color: var(--text); background: var(--page); border: 1px solid var(--line);
	border-radius: 6px; padding: .2rem .5rem }
.matrix { font-size: .92rem }
.matrix th, .matrix td { padding: 2px 3px }
.matrix thead th { position: sticky; top: 0; z-index: 2; background: var(--surface);
	vertical-align: bottom; white-space: nowrap }
.matrix thead tr + tr th { top: 1.9rem }
.matrix thead th[scope=colgroup] { height: 1.9rem; text-align: center }
.matrix thead th[scope=colgroup] a { color: inherit; text-decoration: none }
.matrix th.lock { padding-bottom: 6px; color: var(--quiet); font-size: .8rem; font-weight: 500;
	text-align: center }
.matrix th.lock span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg);
	vertical-align: bottom }
.matrix .edge { padding-left: 16px }
.matrix td { text-align: center }
.matrix tbody:not(:last-child) tr:last-child > *, .matrix .title { border-bottom: 1px solid var(--line) }
.matrix tbody:last-child .title { border-bottom: 0 }
.matrix tbody tr:nth-child(2) > * { padding-top: 6px }
.matrix tbody tr:last-child > * { padding-bottom: 6px }
.matrix .wide { position: sticky; left: 0; z-index: 1; width: 16rem; min-width: 16rem; max-width: 16rem;
	background: var(--surface) }
.matrix .title { padding-right: 1.2rem; font-weight: 500; vertical-align: middle }
.matrix .stick { position: sticky; left: 16rem; z-index: 1; background: var(--surface); font-weight: 500;
	color: var(--quiet); padding-right: .6rem; white-space: nowrap }
.matrix thead .stick, .matrix thead .wide { z-index: 3 }
.matrix .narrow { display: none }
.mark { display: block; min-width: 26px; max-width: 40px; margin: 0 auto; height: 26px; border-radius: 5px;
	font-weight: 700; line-height: 26px; text-align: center; text-decoration: none }
.mark:hover { filter: brightness(.93) saturate(1.4) }
.ring { box-shadow: 0 0 0 2px var(--surface), 0 0 0 4px var(--ring) }
.sample { display: inline-block; width: 12px; height: 12px; margin: 0 .35rem 0 .3rem; border-radius: 3px;
	vertical-align: -1px }
.faded { opacity: .15 }
.gone > :not(.title) { display: none }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 1rem }
.card { padding: 1rem; border: 1px solid var(--line); border-radius: 8px; min-width: 0 }
.card:target { border-color: var(--link) }
summary { cursor: pointer; color: var(--link); margin: .4rem 0; font-size: .9rem }
.panel { display: none; position: fixed; inset: 0 0 0 auto; z-index: 10; width: min(54rem, 100vw);
	overflow: auto; padding: 1.3rem 1.6rem 3rem;
background: var(--surface); border-left: 1px solid var(--line); box-shadow: 0 0 0 100vmax var(--shade) }
.panel:target { display: block }
.panel:focus-visible { outline: none }
.panel h3 { padding-right: 2.5rem; font-size: 1.15rem }
.close { position: sticky; float: right; top: 0; width: 2.2rem; height: 2.2rem; border-radius: 6px;
	background: var(--page); color: var(--text); font-size: 1.4rem; line-height: 2.1rem; text-align: center;
	text-decoration: none }
.verdict { font-size: 1.02rem; overflow-wrap: anywhere }
aside { padding: .6rem .8rem; border-left: 3px solid var(--known); background: var(--known-tint);
	border-radius: 0 6px 6px 0 }
.layers small { display: block; color: var(--quiet); font-weight: 400 }
.layers th[scope=row] { width: 11.5rem }
.disagrees > * { background: var(--disagree) }
.plain .disagrees > th { padding-left: .5rem }
.stages { margin: 0 }
@media (max-width: 760px) {
.matrix .wide { display: none }
.matrix .stick { left: 0; white-space: normal; overflow-wrap: break-word }
.matrix .narrow { display: table-row }
.matrix .narrow th { padding: 8px 0 2px }
.matrix .narrow span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 4rem) }
.matrix .edge { padding-left: 10px }
.mark { min-width: 24px }
header, section { padding: 1rem }
.causes > li { grid-template-columns: minmax(0, 1fr); gap: .3rem }
.facts > div { grid-template-columns: 6.5rem 1fr }
.stack thead { display: none }
.stack, .stack tbody, .stack tr, .stack th { display: block }
.stack tr { padding: .5rem 0; border-top: 1px solid var(--line) }
.stack tr > * { border: 0; padding: .12rem 0 }
.stack td { display: block; position: relative; padding-left: 6.5rem; min-height: 1.5em }
.stack td::before { content: attr(data-label); position: absolute; left: 0; color: var(--quiet) }
.stack td:empty { display: none }
.stack td.named { padding: .3rem 0 }
.stack td.named::before { position: static; display: block }
.panel { padding: 1rem }
.layers th[scope=row] { width: 8rem }
}
@media print { .filters, .panel { display: none } .scroll.tall { max-height: none } }
`;
