// @ts-check
/** The settings page: shows the current choice, and passes the new one to Teams. */
import { connectToTeams } from './teams-client.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('settings'));
const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));
const buttons = form.querySelectorAll('button');

for (const [name, value] of new URLSearchParams(location.search)) {
  for (const input of form.querySelectorAll('input')) {
    if (input.name === name && input.value === value) {
      input.checked = true;
    }
  }
}

const connecting = connectToTeams();
const alone =
  'This page works only in Microsoft Teams and cannot save here. In Teams, open it from Repairs: More options, Settings.';

void connecting.then((teams) => {
  if (teams === undefined) {
    tell(alone);
  }
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const values = new FormData(form);
  const state = { layout: values.get('layout'), firstResults: values.get('firstResults') };
  void end((teams) => teams.succeed(JSON.stringify(state)), 'Your settings were passed to Teams.');
});
form.querySelector('#sign-out')?.addEventListener('click', () => {
  void end((teams) => teams.succeed(JSON.stringify({ signOut: true })), 'Teams is signing you out of Repairs.');
});
form.querySelector('#forget')?.addEventListener('click', ({ currentTarget }) => {
  const confirmation = /** @type {HTMLElement} */ (document.getElementById('confirm-forget'));
  confirmation.hidden = false;
  /** @type {HTMLElement} */ (currentTarget).setAttribute('aria-expanded', 'true');
  confirmation.querySelector('button')?.focus();
});
form.querySelector('#really-forget')?.addEventListener('click', () => {
  void end((teams) => teams.succeed(JSON.stringify({ forget: true })), 'Teams is deleting your data in Repairs.');
});
form.querySelector('#cancel')?.addEventListener('click', () => {
  void end((teams) => teams.fail('CancelledByUser'), 'Nothing was changed.');
});

/**
 * Reports the result; Teams then closes the page.
 * @param {(teams: import('./teams-client.js').TeamsClient) => void} report
 * @param {string} done sentence on success
 */
async function end(report, done) {
  setDisabled(true);
  const teams = await connecting;
  try {
    if (teams === undefined) {
      throw new Error(alone);
    }
    report(teams);
    tell(`${done} You can close this window.`);
  } catch {
    tell(alone);
    setDisabled(false);
    notice.focus();
  }
}

/** @param {boolean} disabled */
function setDisabled(disabled) {
  for (const button of buttons) {
    button.disabled = disabled;
  }
}

/** @param {string} text */
function tell(text) {
  notice.textContent = text;
}
