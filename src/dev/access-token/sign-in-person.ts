import { demoPassword, type Person } from '../authorization-server/people/people.ts';
import type { Exchange } from './create-exchange.ts';

/** The redirects and pages of a sign-in with consent are fewer. */
const mostSteps = 12;

/**
 * Signs a demo person in as a browser does: follows the redirects with cookies, and posts the sign-in and the consent
 * page.
 * @returns the redirect to the client, which is not requested.
 * @throws Error if the sign-in ends elsewhere.
 */
export async function signInPerson(exchange: Exchange, authorizationUrl: URL, person: Person): Promise<URL> {
  const cookies = new Map<string, string>();
  const { origin } = authorizationUrl;
  const send = async (title: string, url: URL, form?: Readonly<Record<string, string>>) => {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await exchange.send(title, url, {
      method: form === undefined ? 'GET' : 'POST',
      headers: { Origin: origin, ...(Cookie === '' ? {} : { Cookie }) },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };

  let url = authorizationUrl;
  let answer = await send('Authorization request of the client, with PKCE', url);
  for (let step = 0; step < mostSteps; step += 1) {
    const location = answer.headers.get('location');
    if (location !== null) {
      url = new URL(location, url);
      if (url.origin !== origin) {
        return url;
      }
      answer = await send('Redirect', url);
    } else if (answer.text.includes('name="password"')) {
      const form = { action: 'sign-in', person: person.sub, password: demoPassword };
      answer = await send(`Sign-in page, as ${person.name}`, url, form);
    } else if (answer.text.includes('value="allow"')) {
      answer = await send('Consent page', url, { action: 'allow' });
    } else {
      break;
    }
  }
  throw new Error('The sign-in did not return to the client.');
}
