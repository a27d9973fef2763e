// @ts-check
/** The end of a sign-in pop-up: hands the verification code to Teams, or says what went wrong. */
import { connectToTeams } from './teams-client.js';

const title = /** @type {HTMLElement} */ (document.getElementById('title'));
const text = /** @type {HTMLElement} */ (document.getElementById('text'));
const button = /** @type {HTMLButtonElement} */ (document.getElementById('close'));

/** What the errors of an authorization request mean to a person (RFC 6749 section 4.1.2.1, OpenID Connect Core 3.1.2.6). */
const reasons = new Map([
  ['access_denied', 'The access was not allowed. Sign in again and allow it, or ask your administrator for access.'],
  ['consent_required', 'The access was not allowed. Sign in again and allow it, or ask your administrator for access.'],
  ['login_required', 'You were not signed in. Try again and sign in.'],
  ['interaction_required', 'You were not signed in. Try again and sign in.'],
  ['temporarily_unavailable', 'The sign-in is not available at the moment. Try again in a minute.'],
  ['server_error', 'The sign-in is not available at the moment. Try again in a minute.'],
]);
const anyReason = 'The sign-in did not work. Close this window and try again.';
const alone = 'This page was not opened by Microsoft Teams. Go back there and sign in from there.';

const parameters = new URLSearchParams(location.search);
// The code is good for one use; it need not stay in the history until then.
history.replaceState(null, '', location.pathname);
void run(parameters.get('code') ?? '', parameters.get('error') ?? '');

/**
 * @param {string} code
 * @param {string} error
 */
async function run(code, error) {
  const teams = await connectToTeams();
  const isCode = /^\d{6}$/.test(code) && error === '';
  if (isCode && teams !== undefined) {
    try {
      teams.succeed(code);
      tell('You are signed in', 'This window closes by itself.');
      return;
    } catch {
      tell('You are not signed in', alone);
      return;
    }
  }
  tell('You are not signed in', isCode ? alone : (reasons.get(error) ?? anyReason));
  if (teams !== undefined) {
    // Teams closes the window as soon as it knows, so it is told when the person has read why.
    button.hidden = false;
    button.addEventListener('click', () => teams.fail(reasons.has(error) ? error : 'server_error'));
    button.focus();
  }
}

/**
 * @param {string} heading
 * @param {string} sentence
 */
function tell(heading, sentence) {
  title.textContent = heading;
  document.title = `${heading} – Repairs`;
  text.textContent = sentence;
}
