// @ts-check
/** The settings page: shows what is chosen now, and hands what is chosen then to Teams. */
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
  'This page works in Microsoft Teams only and cannot save here. There, open it from Repairs: More options, Settings.';

void connecting.then((teams) => {
  if (teams === undefined) {
    tell(alone);
  }
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const values = new FormData(form);
  const state = { layout: values.get('layout'), firstResults: values.get('firstResults') };
  void end((teams) => teams.succeed(JSON.stringify(state)), 'Your settings are with Teams.');
});
form.querySelector('#sign-out')?.addEventListener('click', () => {
  void end((teams) => teams.succeed(JSON.stringify({ signOut: true })), 'Teams signs you out of Repairs.');
});
form.querySelector('#cancel')?.addEventListener('click', () => {
  void end((teams) => teams.fail('CancelledByUser'), 'Nothing was changed.');
});

/**
 * Ends the page's work; Teams closes it then.
 * @param {(teams: import('./teams-client.js').TeamsClient) => void} report
 * @param {string} done what is true from then on
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
