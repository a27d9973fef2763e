const navigation = `<nav aria-label="About Repairs"><a href="/">About</a> <a href="/privacy">Privacy</a> <a href="/terms">Terms of use</a></nav>`;

export const aboutPage = {
  title: 'About',
  main: `<h1>Repairs for Microsoft Teams</h1>
<p>Repairs lets people find, read and change repair records of their organisation without leaving Microsoft Teams: in the message
box, from a message, and in a chat with the Repairs bot.</p>
<h2>Help</h2>
<p>Write <strong>help</strong> to the Repairs bot in Teams. For access to repairs, ask the administrator of Teams in your
organisation.</p>
${navigation}`,
};

export const privacyPage = {
  title: 'Privacy',
  main: `<h1>Privacy</h1>
<p>Your organisation operates this app and decides which data it holds. This page describes what the app does.</p>
<h2>What the app stores in its database</h2>
<ul>
<li>Repair records, until somebody deletes them: title, description, status, date, picture, and the name of the person a repair is
assigned to. The description of a repair that is created from a message can name the author of the message and link to it. Only
signed-in people of the same organisation can see the records.</li>
<li>Your settings in Repairs, under your id in Microsoft Teams, until you delete them.</li>
<li>Your id with a copy of a repair that you create, so that a request that is sent twice creates one repair. The changes that anyone makes
to repairs after 24 hours delete it.</li>
<li>A question to the bot that it cannot answer before you sign in, under your id: until you have signed in. After ten minutes the question is
not used any more, and the next one of this kind, from anyone, deletes it.</li>
</ul>
<h2>What it writes to its log</h2>
<p>Times, addresses without parameters, results, and reasons for failures. The log contains no names and ids of people, no network addresses,
no sign-in and no text of messages. Your organisation decides how long it keeps the log.</p>
<h2>What it does not store</h2>
<ul>
<li>Your password: you sign in at your organisation's sign-in page, not here.</li>
<li>Your sign-in: Microsoft stores it for the app until you sign out. The app reads it when you use Repairs, and keeps the result of checking
it in memory for up to a minute.</li>
<li>Your other messages: the app reads the messages to its bot, and the message from which you create a repair. Microsoft Teams stores them.</li>
</ul>
<h2>How to delete what is stored about you</h2>
<p>Write <strong>delete my data</strong> to the Repairs bot in Teams, or choose <strong>Delete my data</strong> in the settings of the Repairs
extension. This deletes your settings, your question, and your id with the repairs that you created, and signs you out. It takes effect at once
in the database; copies that your organisation has made of the database, and the messages in Teams, are not changed.</p>
<p>Repair records, with the names in them, belong to your organisation. Ask it for access to them, and for their correction or deletion. People
who may change repairs can also edit the name in Repairs themselves.</p>
<h2>Who receives data</h2>
<p>Microsoft Teams, to show you the results. No one else: there are no analytics, no advertising and no cookies.</p>
${navigation}`,
};

export const termsPage = {
  title: 'Terms of use',
  main: `<h1>Terms of use</h1>
<p>Your organisation makes this app available to you. Its rules for the use of its systems also apply here.</p>
<ul>
<li>Use Repairs for repairs of your organisation, and share cards only with people who may see them: everybody in a chat can read the
cards in it.</li>
<li>Others in your organisation can see what you create or change.</li>
<li>The app is provided as it is, under the MIT license, without warranty of any kind. It may be changed, interrupted or withdrawn.</li>
</ul>
${navigation}`,
};
