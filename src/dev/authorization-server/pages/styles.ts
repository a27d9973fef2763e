/** The style sheet of all pages. It is inlined, and the Content-Security-Policy allows only its hash. */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #f5f5f5; --card: #ffffff; --text: #242424; --quiet: #616161; --line: #d1d1d1; --field: #616161;
  --brand: #5b5fc7; --brand-hover: #4f52b2; --brand-text: #ffffff; --accent: #4f52b2; --tint: #e8ebfa; --hover: #f5f5f5;
  --error: #b10e1c; --error-back: #fdf3f4; --error-line: #eeacb2;
  --shadow: 0 2px 6px rgba(0, 0, 0, .12), 0 8px 24px rgba(0, 0, 0, .1);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #1f1f1f; --card: #292929; --text: #ffffff; --quiet: #c4c4c4; --line: #525252; --field: #adadad;
    --brand: #5b5fc7; --brand-hover: #7579eb; --brand-text: #ffffff; --accent: #aab1fa; --tint: #2f2f4a; --hover: #333333;
    --error: #f1bbbc; --error-back: #3b1519; --error-line: #7d2a31;
    --shadow: 0 2px 6px rgba(0, 0, 0, .4), 0 8px 24px rgba(0, 0, 0, .35);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 14px/1.43 "Segoe UI Variable", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; }
body {
  margin: 0; min-height: 100vh; padding: 24px; display: flex; flex-direction: column; align-items: center;
  justify-content: center; gap: 16px; background: var(--page); color: var(--text);
}
main { width: 100%; max-width: 440px; background: var(--card); border-radius: 8px; box-shadow: var(--shadow); padding: 32px; }
.brand { display: flex; align-items: center; gap: 8px; margin: 0 0 20px; color: var(--quiet); font-weight: 600; }
.brand svg { flex: none; }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 4px; overflow-wrap: anywhere; }
p { margin: 0 0 12px; overflow-wrap: anywhere; }
.lead { color: var(--quiet); margin-bottom: 20px; }
fieldset { border: 0; margin: 0 0 16px; padding: 0; min-width: 0; }
legend, .label { display: block; padding: 0; margin: 0 0 6px; font-weight: 600; }
.person {
  position: relative; display: flex; align-items: center; gap: 12px; min-height: 44px; padding: 6px 12px; margin: 0 0 6px;
  border: 1px solid var(--line); border-radius: 6px; cursor: pointer;
}
.person:hover { background: var(--hover); }
.person:has(:checked) { border-color: var(--brand); background: var(--tint); box-shadow: inset 0 0 0 1px var(--brand); }
.person input { margin: 0; width: 16px; height: 16px; accent-color: var(--brand); flex: none; }
.avatar {
  display: inline-grid; place-items: center; flex: none; width: 32px; height: 32px; border-radius: 50%;
  background: var(--tint); color: var(--accent); font-size: 12px; font-weight: 600;
}
.person:has(:checked) .avatar { background: var(--brand); color: var(--brand-text); }
.who { display: flex; align-items: center; gap: 12px; padding: 0 0 16px; margin: 0 0 16px; border-bottom: 1px solid var(--line); }
.who div { flex: 1; min-width: 0; }
.who strong { display: block; font-weight: 600; }
.quiet { color: var(--quiet); }
.given { padding: 8px 12px; border-left: 3px solid var(--error); background: var(--error-back); }
input[type="password"] {
  display: block; width: 100%; height: 36px; padding: 0 12px; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-bottom-color: var(--field); border-radius: 4px;
}
input[aria-invalid="true"] { border-color: var(--error); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.hint { color: var(--quiet); margin: 6px 0 0; font-size: 12px; line-height: 16px; }
.alert {
  margin: 0 0 16px; padding: 10px 12px; border: 1px solid var(--error-line); border-radius: 4px; background: var(--error-back);
  color: var(--error);
}
.actions { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; margin: 24px 0 0; }
button {
  white-space: nowrap; font: inherit; font-weight: 600; min-height: 36px; min-width: 96px; padding: 6px 16px; border-radius: 4px; cursor: pointer;
  border: 1px solid var(--line); background: transparent; color: inherit;
}
button:hover { background: var(--hover); }
button.primary { background: var(--brand); border-color: var(--brand); color: var(--brand-text); }
button.primary:hover { background: var(--brand-hover); border-color: var(--brand-hover); }
button.account {
  display: flex; align-items: center; gap: 12px; width: 100%; min-height: 52px; padding: 8px 12px; margin: 0 0 8px; border-radius: 6px;
  text-align: left; white-space: normal; font-weight: 400;
}
button.account strong, button.account .quiet { display: block; }
button.account strong { font-weight: 600; }
.avatar.other { font-size: 18px; font-weight: 400; }
button.link { min-width: 0; min-height: 32px; padding: 4px 8px; border-color: transparent; color: var(--accent); }
.scopes { list-style: none; margin: 0 0 16px; padding: 0; }
.scopes li { display: flex; gap: 10px; padding: 6px 0; }
.scopes svg { flex: none; margin-top: 2px; color: var(--accent); }
.remedy { margin: 16px 0 0; padding: 12px; border-radius: 4px; background: var(--tint); }
.remedy h2 { font-size: 14px; line-height: 20px; margin: 0 0 4px; font-weight: 600; }
.remedy p:last-child, .remedy ul { margin: 0; }
.remedy ul { padding: 4px 0 0 18px; }
code { font: 13px/18px "Cascadia Code", Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 12px; margin: 16px 0 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
footer { max-width: 440px; text-align: center; font-size: 12px; line-height: 16px; color: var(--quiet); }
@media (max-width: 479px) {
  body { padding: 0 0 16px; justify-content: flex-start; background: var(--card); }
  main { max-width: none; border-radius: 0; box-shadow: none; padding: 24px 16px 8px; }
  footer { padding: 0 16px; }
  .actions { flex-direction: row-reverse; justify-content: stretch; }
  .actions button { flex: 1 1 0; min-height: 44px; padding: 6px 8px; }
  .who { flex-wrap: wrap; gap: 4px 12px; }
  .who .link { flex-basis: 100%; margin-left: 36px; min-height: 44px; text-align: left; }
}
@media (forced-colors: active) {
  .person:has(:checked) { outline: 2px solid Highlight; }
}
`;
