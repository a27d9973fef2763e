// @ts-check
/** The page behind a link to a repair: copies the link. */
const button = /** @type {HTMLButtonElement} */ (document.getElementById('copy'));
const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));

// Only there where the address is secure, or on this machine.
button.hidden = navigator.clipboard === undefined;
button.addEventListener('click', () => {
  navigator.clipboard.writeText(location.href).then(
    () => {
      notice.textContent = 'The link is copied.';
    },
    () => {
      notice.textContent = 'The browser does not let this page copy. Copy the link from the address bar.';
    },
  );
});
