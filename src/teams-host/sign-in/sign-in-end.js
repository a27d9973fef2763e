// Runs in the pop-up at the end of a sign-in.
const { ok, ...rest } = document.body.dataset;
const isOk = ok === 'true';

new BroadcastChannel('teams-host').postMessage({
  type: 'signInEnded',
  ok: isOk,
  ...rest,
});
document.querySelector('button').addEventListener('click', () => window.close());
if (isOk) {
  window.close();
}
