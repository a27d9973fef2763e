const ways = `<nav aria-label="About Repairs"><a href="/">About</a> <a href="/privacy">Privacy</a> <a href="/terms">Terms of use</a></nav>`;

export const aboutPage = {
  title: 'About',
  main: `<h1>Repairs for Microsoft Teams</h1>
<p>Repairs lets people find, read and change repair records of their organisation without leaving Microsoft Teams: in the message
box, from a message, and in a chat with the Repairs bot.</p>
<h2>Help</h2>
<p>Write <strong>help</strong> to the Repairs bot in Teams. For access to repairs, ask whoever administers Teams in your
organisation.</p>
${ways}`,
};

export const privacyPage = {
  title: 'Privacy',
  main: `<h1>Privacy</h1>
<p>Your organisation runs this app, or has it run, and decides on what is kept in it. Ask it for access to what is kept on you, for
correction and for deletion. This page says what the app does.</p>
<h2>What the app keeps</h2>
<ul>
<li>Repair records: title, description, status, date, picture, and the name of the person a repair is assigned to. Only people of the
same organisation who are signed in see them. Beside a new one the id of whoever created it is kept for a day, or until
the next one is created after that, so that a request that is sent twice makes one repair.</li>
<li>Your settings in Repairs, under your id in Microsoft Teams, until the app is restarted or others need the room.</li>
<li>A log of requests: times, addresses without what follows the question mark, how they ended, and why some failed. No sign-in, no
token, and no text of messages.</li>
</ul>
<h2>What it does not keep</h2>
<ul>
<li>Your password: you sign in at your organisation's sign-in page, not here.</li>
<li>Your sign-in: Microsoft keeps it for the app until you sign out. The app reads it when you use Repairs.</li>
<li>Your messages: the app reads those that are sent to its bot, and the message that you choose to create a repair from.</li>
</ul>
<h2>Whom it gives data to</h2>
<p>Microsoft Teams, which shows what you asked for. Nobody else: there is no analysis, no advertising and no cookie.</p>
${ways}`,
};

export const termsPage = {
  title: 'Terms of use',
  main: `<h1>Terms of use</h1>
<p>Your organisation makes this app available to you. Its rules for the use of its systems hold here, too.</p>
<ul>
<li>Use Repairs for repairs of your organisation, and share cards with people who may see them: a card in a chat shows everybody there
what is on it.</li>
<li>What you create or change is seen by others in your organisation.</li>
<li>The app is given as it is, under the MIT licence, without a warranty of any kind. It may be changed, interrupted or taken away.</li>
</ul>
${ways}`,
};
