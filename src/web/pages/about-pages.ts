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
<p>Your organisation operates this app and decides which data it holds. Ask your organisation for access to your data, and for its
correction or deletion. This page describes what the app does.</p>
<h2>What the app stores</h2>
<ul>
<li>Repair records: title, description, status, date, picture, and the name of the person a repair is assigned to. Only signed-in people
of the same organisation can see them. The id of the person who creates a repair is stored for about a day, so that a request that is
sent twice creates one repair.</li>
<li>Your settings in Repairs, under your id in Microsoft Teams.</li>
<li>A log of requests: times, addresses without parameters, results, and reasons for failures. It contains no sign-in, no token and no
text of messages.</li>
</ul>
<h2>What it does not store</h2>
<ul>
<li>Your password: you sign in at your organisation's sign-in page, not here.</li>
<li>Your sign-in: Microsoft stores it for the app until you sign out. The app reads it when you use Repairs.</li>
<li>Your messages: the app reads the messages to its bot, and the message from which you create a repair.</li>
</ul>
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
