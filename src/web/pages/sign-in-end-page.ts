/** The last page of a sign-in pop-up. The script shows the result. */
export const signInEndPage = {
  title: 'Sign-in',
  main: `<h1 id="title">Signing in</h1>
<noscript><p class="notice">This page needs JavaScript. Turn it on in your browser, then reload the page.</p></noscript>
<p id="text" role="status">One moment.</p>
<div class="actions"><button type="button" class="primary" id="close" hidden>Close</button></div>`,
};
