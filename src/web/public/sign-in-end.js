// @ts-check
/** The end of a sign-in pop-up: passes the verification code to Teams, or shows what went wrong. */
import { connectToTeams } from './teams-client.js';

const title = /** @type {HTMLElement} */ (document.getElementById('title'));
const text = /** @type {HTMLElement} */ (document.getElementById('text'));
const button = /** @type {HTMLButtonElement} */ (document.getElementById('close'));

/** Sentences for errors of an authorization request (RFC 6749 section 4.1.2.1, OpenID Connect Core 3.1.2.6). */
const reasons = new Map([
  ['access_denied', 'You did not allow access. Sign in again and allow it, or ask your administrator for access.'],
  ['consent_required', 'You did not allow access. Sign in again and allow it, or ask your administrator for access.'],
  ['login_required', 'You were not signed in. Try again and sign in.'],
  ['interaction_required', 'You were not signed in. Try again and sign in.'],
  ['temporarily_unavailable', 'The sign-in is not available at the moment. Try again in a minute.'],
  ['server_error', 'The sign-in is not available at the moment. Try again in a minute.'],
]);
const anyReason = 'The sign-in failed. Close this window and try again.';
const alone = 'This page was not opened by Microsoft Teams. Go back to Teams and sign in from there.';

const parameters = new URLSearchParams(location.search);
// Keeps the single-use code out of the history.
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
      tell('You are signed in', 'This window closes automatically.');
      return;
    } catch {
      tell('You are not signed in', alone);
      return;
    }
  }
  tell('You are not signed in', isCode ? alone : (reasons.get(error) ?? anyReason));
  if (teams !== undefined) {
    // Teams closes the window immediately, so the failure is reported only when the person presses the button.
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
