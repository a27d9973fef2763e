// @ts-check
/** Connects a page to the Teams client that opened it. */

/**
 * @typedef {typeof import('@microsoft/teams-js')} TeamsJs
 * @typedef {object} TeamsClient
 * @property {(result: string) => void} succeed ends the pop-up with a result
 * @property {(reason: string) => void} fail ends the pop-up without one
 */

/** In milliseconds; long enough for busy machines, because Teams normally answers immediately. */
const timeout = 5000;

/**
 * Initializes teams-js and applies the theme of the client.
 * @returns {Promise<TeamsClient | undefined>} undefined if no Teams client answers
 */
export async function connectToTeams() {
  /** @type {TeamsJs | undefined} */
  const teamsJs = Reflect.get(globalThis, 'microsoftTeams');
  const isAlone = window.parent === window && !window.opener && !('nativeInterface' in window);
  if (teamsJs === undefined || isAlone) {
    return undefined;
  }
  const { app, authentication } = teamsJs;
  const origins = document.querySelector('meta[name="teams-origins"]')?.getAttribute('content') ?? '';
  try {
    await within(timeout, app.initialize(origins.split(' ').filter(Boolean)));
    app.registerOnThemeChangeHandler(applyTheme);
    void app.getContext().then((context) => applyTheme(context.app.theme), ignore);
  } catch {
    return undefined;
  }
  return {
    succeed: (result) => authentication.notifySuccess(result),
    fail: (reason) => authentication.notifyFailure(reason),
  };
}

/**
 * Applies a theme of Teams to the page.
 * @param {string} theme `default`, `dark` or `contrast`; for others the page follows the system
 */
function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

/**
 * Rejects if the promise takes longer.
 * @template Value
 * @param {number} milliseconds
 * @param {Promise<Value>} promise
 * @returns {Promise<Value>}
 */
function within(milliseconds, promise) {
  return Promise.race([
    promise,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error('Teams does not answer.')), milliseconds);
    }),
  ]);
}

function ignore() {}
