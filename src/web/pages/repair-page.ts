/** The same for every repair, whether there is one or not: whoever opens it here is not signed in. */
export const repairPage = {
  title: 'A repair',
  main: `<h1>This is a link to a repair</h1>
<p>Repairs are read in Microsoft Teams, where people sign in. Nothing of the repair is shown here.</p>
<h2>Open it in Teams</h2>
<ol>
<li>Copy the link.</li>
<li>Paste it into the message box of a chat in Teams. Where the Repairs app is installed the link turns into a card of the repair.</li>
</ol>
<p class="notice" id="notice" role="status"></p>
<div class="actions">
<a class="button" href="https://teams.microsoft.com/">Open Teams</a>
<button type="button" class="primary" id="copy" hidden>Copy link</button>
</div>`,
};
