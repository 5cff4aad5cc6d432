/** The style of the page of a policy. Nothing in it loads anything. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --card: #f6f8fa; --line: #d4dae1; --ink: #1b2733; --soft: #4f5d6b; --link: #0b57b0;
  --good: #17693a; --good-back: #e3f4e9; --bad: #a51d16; --bad-back: #fdeceb; --warn: #7a4b00; --warn-back: #fdf2dc;
  --info: #1f4f80; --info-back: #e8f0f9; --track: #dfe5eb; --fill: #3d7ec2; --mark: #ffe08a;
  --c0: #5b6b7b; --c1: #3d7ec2; --c2: #c9711d; --c3: #2f8f5b; --c4: #8e5bb5; --c5: #b8862b; --c6: #c2517b; --c7: #2a8f9a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12181f; --card: #1a222b; --line: #33404d; --ink: #e6ebf0; --soft: #a5b2bf; --link: #8cbcf0;
    --good: #7fd6a0; --good-back: #153323; --bad: #ff9d94; --bad-back: #411a18; --warn: #f2c069; --warn-back: #3a2a0c;
    --info: #9cc7f3; --info-back: #17293c; --track: #2b3641; --fill: #5b9bdf; --mark: #6b5310;
    --c0: #8b9bab; --c1: #5b9bdf; --c2: #e09048; --c3: #55b883; --c4: #b388d6; --c5: #d4a54c; --c6: #dd7da1; --c7: #4fb5c0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, footer { max-width: 62rem; margin: 0 auto; padding: 1.25rem clamp(.9rem, 3vw, 2rem); }
h1 { font-size: clamp(1.35rem, 4.5vw, 2rem); line-height: 1.2; margin: .2rem 0 .8rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .7rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; }
p { margin: .4rem 0; }
code, pre { font: .875em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { margin: .35rem 0; padding: .5rem .65rem; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; }
mark { background: var(--mark); color: inherit; border-radius: .15rem; }
.kind { color: var(--soft); margin: 0; }
.soft { color: var(--soft); }
.verdict { padding: .7rem .9rem; border-radius: .5rem; border-left: .35rem solid; font-weight: 600; }
.good { background: var(--good-back); color: var(--good); border-color: var(--good); }
.bad { background: var(--bad-back); color: var(--bad); border-color: var(--bad); }
.warn { background: var(--warn-back); color: var(--warn); border-color: var(--warn); }
.info { background: var(--info-back); color: var(--info); border-color: var(--info); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .7rem; margin: 1rem 0; padding: 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
.facts dt { color: var(--soft); font-size: .85rem; }
.facts dd { margin: 0; font-size: 1.1rem; font-weight: 600; }
.track { display: block; position: relative; height: .8rem; background: var(--track); border-radius: .25rem; overflow: hidden; min-width: 5rem; }
.track i { position: absolute; top: 0; bottom: 0; background: var(--fill); }
.track i.over { background: repeating-linear-gradient(45deg, var(--bad) 0 4px, transparent 4px 7px), var(--bad-back); }
.limit { border-left: 2px solid var(--bad); }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; color: var(--soft); padding: .2rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.bar { width: 42%; padding-right: 0; vertical-align: middle; }
.shares { display: flex; gap: 2px; height: 1.6rem; margin: .3rem 0 .2rem; border-radius: .3rem; overflow: hidden; background: var(--track); }
.shares i { min-width: 3px; }
.swatch { display: inline-block; width: .8em; height: .8em; border-radius: .2em; margin-right: .45em; }
.finding { border-left: .35rem solid; border-radius: .4rem; padding: .55rem .8rem; margin: .7rem 0; }
.finding p, .finding h3, .finding pre { color: var(--ink); }
.finding .soft { color: var(--soft); }
.finding .label { margin: 0; color: inherit; }
.problems { list-style: none; margin: 0; padding: 0; }
.problems li { display: flex; flex-wrap: wrap; gap: 0 .7rem; align-items: baseline; padding: .4rem .8rem; margin: .4rem 0; border-left: .35rem solid; border-radius: .4rem; }
.problems li > span:last-child { color: var(--ink); }
.label { text-transform: uppercase; letter-spacing: .04em; font-size: .75rem; font-weight: 700; }
a { color: var(--link); }
.problem:target { outline: 3px solid var(--link); }
.tree, .tree ul { list-style: none; margin: 0; padding: 0; }
.tree ul { padding-left: clamp(.55rem, 2vw, 1.15rem); border-left: 2px solid var(--line); margin-left: .3rem; }
.tree { overflow-x: auto; }
.tree li { padding: .16rem 0; min-width: 13rem; }
.tree summary { cursor: pointer; border-radius: .3rem; padding: .1rem .2rem; }
.tree summary:hover { background: var(--card); }
summary:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
.leaf { padding-left: 1.15rem; }
.term { font-weight: 600; }
.group { font-size: .9rem; }
.unreached { opacity: .75; text-decoration: line-through; }
.chip { display: inline-block; font-size: .78rem; border-radius: 1rem; padding: 0 .55rem; background: var(--info-back); color: var(--info); white-space: nowrap; }
.chip.over { background: var(--bad-back); color: var(--bad); }
.meta { color: var(--soft); font-size: .88rem; }
.problem { margin: .25rem 0 .25rem 1.15rem; padding: .2rem .6rem; border-left: .25rem solid; border-radius: .25rem; font-size: .92rem; }
.hosts { margin: .1rem 0 .1rem 1.15rem; color: var(--soft); font-size: .88rem; }
footer { color: var(--soft); font-size: .85rem; border-top: 1px solid var(--line); margin-top: 2rem; }
@media (max-width: 34rem) {
  td.bar { width: 28%; }
  th, td { padding-right: .45rem; }
}
@media print {
  :root { --card: #ffffff; }
  body { font-size: 10.5pt; }
  main, footer { max-width: none; padding: 0; }
  .finding, .facts div, tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  * { print-color-adjust: exact; }
}
`;
