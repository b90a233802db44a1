/* The panel's look. Everything is set through variables that the host page may choose. */

const FRAME = `
:where(*) { box-sizing: border-box; margin: 0; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
.panel {
  --accent: var(--shopassist-accent, light-dark(#14503f, #8fd3b8));
  --on-accent: var(--shopassist-on-accent, light-dark(#fff, #08251b));
  --surface: var(--shopassist-surface, light-dark(#fff, #161b19));
  --raised: var(--shopassist-raised, light-dark(#f3f5f3, #212826));
  --ink: var(--shopassist-ink, light-dark(#17201c, #e9efec));
  --soft: var(--shopassist-soft, light-dark(#56625c, #a5b2ac));
  --line: var(--shopassist-line, light-dark(#dde3df, #343d39));
  --sale: var(--shopassist-sale, light-dark(#a8201a, #ff9d92));
  --radius: var(--shopassist-radius, 18px);
  position: fixed; inset-block-end: 20px; inset-inline-end: 20px; display: flex; flex-direction: column;
  inline-size: min(420px, calc(100vw - 40px)); block-size: min(700px, calc(100dvh - 40px)); overflow: hidden;
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: var(--ink);
  font: 400 15px/1.5 var(--shopassist-font, system-ui, sans-serif); text-align: start;
  box-shadow: 0 16px 48px #0003; outline: none; }
@media (max-width: 520px) {
  .panel { inset: 0 0 auto; inline-size: 100%; block-size: var(--sheet, 100dvh); border: 0; border-radius: 0; } }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.icon { inline-size: 20px; block-size: 20px; display: block; }
header { display: flex; align-items: center; gap: 10px; padding: 12px 10px 12px 16px; border-block-end: 1px solid var(--line); }
.mark { display: grid; place-items: center; inline-size: 36px; block-size: 36px; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
.names { flex: 1; min-inline-size: 0; }
.names h2 { font-size: 15px; line-height: 1.25; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.names p { font-size: 12.5px; line-height: 1.3; color: var(--soft); }
.tool { display: grid; place-items: center; inline-size: 40px; block-size: 40px; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--soft); }
.tool:hover { background: var(--raised); color: var(--ink); }
.menuholder { position: relative; }
.menu { position: absolute; inset-block-start: 44px; inset-inline-end: 0; z-index: 2; min-inline-size: 220px; padding: 6px; list-style: none;
  border: 1px solid var(--line); border-radius: 12px; background: var(--surface); box-shadow: 0 10px 30px #0003; }
.menu button { inline-size: 100%; padding: 10px 12px; border: 0; border-radius: 8px; background: none; text-align: start; }
.menu button:hover { background: var(--raised); }
.log { flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px; display: flex; flex-direction: column; gap: 16px; scroll-padding-block: 12px; }
.log:focus-visible { outline-offset: -3px; }
.suggestions { display: flex; flex-wrap: wrap; gap: 8px; padding: 0 16px 10px; }
@media (max-width: 520px) { .suggestions { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; } .chip { flex: none; } }
.suggestions:empty, .notice:empty { display: none; }
.chip { padding: 7px 14px; border: 1px solid var(--line); border-radius: 20px; background: var(--surface); font-size: 14px; line-height: 1.3; text-align: start; }
.chip:hover { border-color: var(--accent); }
.notice { margin: 0 16px 10px; padding: 10px 14px; border-radius: 12px; background: light-dark(#fdf3dc, #3a2f14); color: light-dark(#4d3800, #f7e3b0); font-size: 14px; }
.notice button { margin-block-start: 6px; padding: 4px 0; border: 0; background: none; font-weight: 600; text-decoration: underline; }
.composer { display: flex; align-items: end; gap: 8px; margin: 0 12px max(12px, env(safe-area-inset-bottom)); padding: 5px 5px 5px 16px;
  border: 1px solid light-dark(#848f89, #6d7a74); border-radius: 24px; background: var(--surface); }
.composer:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
textarea { flex: 1; min-inline-size: 0; max-block-size: 132px; padding: 7px 0; border: 0; background: none; resize: none; font-size: 16px; line-height: 1.4; }
textarea:focus-visible { outline: none; }
textarea::placeholder { color: var(--soft); opacity: 1; text-overflow: ellipsis; }
.send { display: grid; place-items: center; flex: none; inline-size: 38px; block-size: 38px; padding: 0; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
[dir=rtl] .send .icon { transform: scaleX(-1); }
dialog { margin: auto; max-inline-size: 340px; padding: 20px; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); color: var(--ink); }
dialog::backdrop { background: #0008; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 14px; }
.primary, .quiet { padding: 9px 18px; border: 1px solid var(--accent); border-radius: 20px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
.quiet { border-color: var(--line); background: none; color: inherit; }`;

const MESSAGES = `
.said { align-self: end; max-inline-size: 85%; }
.said p { padding: 9px 15px; border-radius: 18px; border-end-end-radius: 5px; background: var(--accent); color: var(--on-accent); white-space: pre-wrap; overflow-wrap: anywhere; }
.reply { display: grid; gap: 10px; grid-template-columns: minmax(0, 1fr); }
.words { display: grid; gap: 8px; max-inline-size: 62ch; overflow-wrap: anywhere; }
.words:empty { display: none; }
.words ul, .words ol { padding-inline-start: 20px; display: grid; gap: 4px; }
.event { align-self: center; max-inline-size: 90%; text-align: center; font-size: 13.5px; color: var(--soft); }
.disclosure { font-size: 13.5px; color: var(--soft); }
.sources { font-size: 13px; color: var(--soft); overflow-wrap: anywhere; }
.problem { padding: 12px 14px; border-radius: 12px; background: var(--raised); }
.problem .quiet { margin-block-start: 10px; }
.who { font-size: 12.5px; font-weight: 600; color: var(--soft); }
.waiting { display: flex; align-items: center; min-block-size: 24px; }
.dots { display: flex; gap: 5px; }
.dots i { inline-size: 7px; block-size: 7px; border-radius: 50%; background: var(--soft); animation: pulse 1.2s infinite; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes pulse { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
.feedback { display: flex; flex-wrap: wrap; align-items: center; gap: 2px; margin-block-start: -4px; margin-inline-start: -7px; }
.thumb { display: grid; place-items: center; inline-size: 32px; block-size: 32px; padding: 0; border: 0; border-radius: 8px; background: none; color: var(--soft); }
.thumb .icon { inline-size: 17px; block-size: 17px; }
.thumb:hover, .thumb[aria-pressed=true] { background: var(--raised); color: var(--ink); }
.reasons { display: flex; flex-wrap: wrap; gap: 8px; flex-basis: 100%; padding: 6px 7px 0; }
.reasons p { flex-basis: 100%; font-size: 14px; }
.note { padding-inline: 7px; font-size: 13.5px; color: var(--soft); outline: none; }
.action { padding: 14px 16px; border: 1px solid var(--line); border-inline-start: 4px solid var(--accent); border-radius: 12px; }
.action.refused { border-inline-start-color: var(--sale); }
.cart ul { padding: 0; list-style: none; }
.cart li { display: grid; grid-template-columns: 1fr 58px auto auto; gap: 8px; align-items: center; padding-block-end: 10px; }
.cart input { min-inline-size: 0; min-block-size: 36px; font: inherit; }
.cart > a { display: inline-block; text-decoration: none; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; scroll-behavior: auto !important; transition: none !important; } }`;

const CARDS = `
.cards { position: relative; margin-inline: -16px; }
.strip { display: flex; gap: 10px; padding: 2px 16px 6px; list-style: none; overflow-x: auto; scroll-snap-type: x proximity; scroll-padding-inline: 16px; scroll-behavior: smooth; scrollbar-width: none; overscroll-behavior-x: contain; }
.card { flex: 0 0 208px; display: flex; flex-direction: column; overflow: hidden; scroll-snap-align: start; position: relative;
  border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.single .card { flex: 1; flex-direction: row; }
.single .card img, .single .noimage { inline-size: 130px; block-size: auto; }
.card img, .noimage { inline-size: 100%; block-size: 136px; object-fit: cover; background: #f1f3f1; }
.card:has(a:hover) { border-color: var(--soft); }
.about { display: flex; flex-direction: column; gap: 3px; flex: 1; min-inline-size: 0; padding: 10px 10px 12px; font-size: 13.5px; line-height: 1.4; }
.brand { font-size: 12.5px; color: var(--soft); }
h4 { font-size: 14.5px; font-weight: 600; line-height: 1.3; }
h4 a { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
h4 a:hover { text-decoration: underline; }
h4 a:focus-visible { outline-offset: 0; }
.price { margin-block-start: 1px; font-size: 15.5px; font-weight: 600; font-variant-numeric: tabular-nums; }
.sale { color: var(--sale); }
s { margin-inline-start: 6px; color: var(--soft); font-size: 13.5px; font-weight: 400; }
.line { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 10px; }
.stock { color: light-dark(#14603f, #8fd3b8); }
.few { color: light-dark(#7d4a00, #f2c078); }
.out, .count, dt { color: var(--soft); }
.options { display: grid; gap: 1px; }
.options div { display: flex; gap: 6px; }
.options dd { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
dt { text-transform: capitalize; flex: none; }
.misses { color: light-dark(#7d4a00, #f2c078); }
.doing { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 0; margin-block-start: auto; padding-block-start: 6px; }
.why[open] { flex-basis: 100%; }
.why summary { inline-size: fit-content; padding-block: 4px; cursor: pointer; color: var(--accent); font-weight: 600; font-size: 13px; }
.why ul { padding-inline-start: 18px; }
.small { padding: 5px 9px; border: 1px solid var(--accent); border-radius: 18px; background: none; color: var(--accent); font-weight: 600; font-size: 13px; }
.small:hover { background: var(--accent); color: var(--on-accent); }
.arrow { position: absolute; inset-block-start: 52px; display: grid; place-items: center; inline-size: 36px; block-size: 36px; padding: 0; border: 1px solid var(--line); border-radius: 50%; background: var(--surface); color: var(--ink); box-shadow: 0 2px 8px #0002; }
.arrow.next { inset-inline-end: 8px; }
.arrow.previous { inset-inline-start: 8px; }
[dir=rtl] .arrow .icon { transform: scaleX(-1); }
@media (pointer: coarse) { .arrow { display: none; } }
.compare { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; }
table { border-collapse: collapse; inline-size: 100%; font-size: 13.5px; line-height: 1.4; }
th, .compare td { padding: 8px 12px; text-align: start; vertical-align: top; min-inline-size: 96px; border-block-end: 1px solid var(--line); }
tbody tr:last-child > * { border-block-end: 0; }
tbody th { font-weight: 400; color: var(--soft); text-transform: capitalize; position: sticky; inset-inline-start: 0; background: var(--surface); }`;

/** The sheet that the shadow root adopts: no style element, so that a strict policy permits it. */
export function panelSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(FRAME + MESSAGES + CARDS);
  return sheet;
}
