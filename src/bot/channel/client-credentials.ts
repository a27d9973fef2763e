import type { IssuedToken } from './bot-token.ts';
import type { HttpClient } from './http-client.ts';

export interface ClientCredentialsOptions {
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly http: HttpClient;
  /** In milliseconds. */
  readonly timeout: number;
}

const accessToken = /^[\x21-\x7e]{1,8192}$/;

/**
 * Requests a token with the bot's id and secret (RFC 6749 section 4.4). The SDK would use MSAL, which accepts https
 * authorities only; this also accepts an authority on loopback.
 * @throws Error if no valid token is issued; its message quotes only the error code of the answer.
 */
export async function requestClientCredentials(options: ClientCredentialsOptions): Promise<IssuedToken> {
  const { tokenEndpoint, clientId, clientSecret, scope, http, timeout } = options;
  const { status, text } = await http.send({
    method: 'POST',
    url: tokenEndpoint,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope,
    }).toString(),
    timeout,
  });
  const answer = parse(text);
  if (status !== 200) {
    const isCode = typeof answer.error === 'string' && /^\w{1,64}$/.test(answer.error);
    throw new Error(`status ${status}, ${isCode ? answer.error : 'no error code'}`);
  }
  const { access_token: token, token_type: type } = answer;
  const expiresIn = Number(answer.expires_in);
  if (typeof token !== 'string' || !accessToken.test(token) || !/^bearer$/i.test(String(type))) {
    throw new Error('no bearer token in the answer');
  }
  if (!(expiresIn > 0 && Number.isFinite(expiresIn))) {
    throw new Error('no lifetime in the answer');
  }
  return { token, expiresIn };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}
