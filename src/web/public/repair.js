// @ts-check
/** The page behind a link to a repair: copies the link. */
const button = /** @type {HTMLButtonElement} */ (document.getElementById('copy'));
const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));

// The clipboard is available only on https or loopback.
button.hidden = navigator.clipboard === undefined;
button.addEventListener('click', () => {
  navigator.clipboard.writeText(location.href).then(
    () => {
      notice.textContent = 'Link copied.';
    },
    () => {
      notice.textContent = 'The browser does not allow this page to copy. Copy the link from the address bar.';
    },
  );
});
