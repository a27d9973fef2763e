// @ts-check
/**
 * Runs before teams-js, which would ask a server of Microsoft for clients newer than itself. The pages call nobody: newer
 * clients come with a newer teams-js, or are named in the settings of the app. Without an answer teams-js takes its own list.
 */
window.fetch = () => Promise.reject(new TypeError('This page calls nobody.'));
