// Runs in the pop-up at the end of a sign-in.
const { ok, isForeign, closes, ...rest } = document.body.dataset;
const isOk = ok === 'true';

// Without a sign-in of this browser, another page may have made up the URL.
if (isForeign === undefined) {
  new BroadcastChannel('teams-host').postMessage({
    type: 'signInEnded',
    ok: isOk,
    ...rest,
  });
}
document.querySelector('button').addEventListener('click', () => window.close());
if (closes === 'true') {
  window.close();
}
