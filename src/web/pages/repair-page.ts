/** The same for every id, whether it exists or not, because people are not signed in here. */
export const repairPage = {
  title: 'A repair',
  main: `<h1>This is a link to a repair</h1>
<p>You can read repairs in Microsoft Teams, where you sign in. This page does not show the repair.</p>
<h2>Open it in Teams</h2>
<ol>
<li>Copy the link.</li>
<li>Paste it into the message box of a chat in Teams. If the Repairs app is installed, the link becomes a card of the repair.</li>
</ol>
<p class="notice" id="notice" role="status"></p>
<div class="actions">
<a class="button" href="https://teams.microsoft.com/">Open Teams</a>
<button type="button" class="primary" id="copy" hidden>Copy link</button>
</div>`,
};
