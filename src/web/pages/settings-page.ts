const listPicture = `<svg viewBox="0 0 48 32" aria-hidden="true"><rect x="2" y="3" width="44" height="6" rx="2"/><rect x="2" y="13" width="44" height="6" rx="2"/><rect x="2" y="23" width="44" height="6" rx="2"/></svg>`;
const gridPicture = `<svg viewBox="0 0 48 32" aria-hidden="true"><rect x="2" y="3" width="20" height="11" rx="2"/><rect x="26" y="3" width="20" height="11" rx="2"/><rect x="2" y="18" width="20" height="11" rx="2"/><rect x="26" y="18" width="20" height="11" rx="2"/></svg>`;

/** The settings of the message extension. The script selects the current values from the address. */
export const settingsPage = {
  title: 'Settings',
  main: `<h1>Repairs settings</h1>
<noscript><p class="notice">This page needs JavaScript. Turn it on in your browser, then reload the page.</p></noscript>
<p class="notice" id="notice" role="status" tabindex="-1"></p>
<form id="settings">
<fieldset>
<legend>Show repairs as</legend>
<div class="tiles">
<label class="tile"><input type="radio" name="layout" value="list" checked><span>${listPicture}List</span></label>
<label class="tile"><input type="radio" name="layout" value="grid"><span>${gridPicture}Grid</span></label>
</div>
</fieldset>
<fieldset>
<legend>Before you search, show</legend>
<label class="choice"><input type="radio" name="firstResults" value="all" checked>All repairs, newest first</label>
<label class="choice"><input type="radio" name="firstResults" value="mine">Repairs that are assigned to me</label>
</fieldset>
<section aria-labelledby="account">
<h2 id="account">Your sign-in</h2>
<p>After you sign out, Repairs asks you to sign in again when you next use it.</p>
<button type="button" id="sign-out">Sign out</button>
</section>
<section aria-labelledby="data">
<h2 id="data">Your data</h2>
<p>Repairs stores little about you: <a href="/privacy" target="_blank">what and how long</a>. You can delete it here.</p>
<button type="button" id="forget" aria-expanded="false" aria-controls="confirm-forget">Delete my data</button>
<div id="confirm-forget" hidden>
<p>This deletes your settings and everything else that Repairs stores about you, and signs you out. Repair records stay.</p>
<button type="button" id="really-forget">Delete and sign out</button>
</div>
</section>
<div class="actions">
<button type="button" id="cancel">Cancel</button>
<button type="submit" class="primary">Save</button>
</div>
</form>`,
};
