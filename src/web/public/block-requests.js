// @ts-check
/**
 * Runs before teams-js, which would fetch a list of newer clients from a server of Microsoft. The pages send no
 * requests: newer clients come with a newer teams-js or from the settings of the app. If the fetch fails, teams-js uses
 * its own list.
 */
window.fetch = () => Promise.reject(new TypeError('This page sends no requests.'));
