import type { BotSettings } from '../bot-settings.ts';
import type { IssuedToken } from './bot-token.ts';
import type { HttpClient } from './http-client.ts';

export interface ClientCredentialsOptions {
  readonly settings: BotSettings;
  readonly http: HttpClient;
  /** In milliseconds. */
  readonly timeout: number;
}

/**
 * Asks for a token with the bot's id and secret (RFC 6749 section 4.4). The SDK's own way goes through MSAL, which knows
 * only https authorities; this one is the same for Microsoft Entra ID and for a channel on loopback.
 * @throws Error where there is none; its message holds nothing of the answer but the error code.
 */
export async function requestClientCredentials(options: ClientCredentialsOptions): Promise<IssuedToken> {
  const { settings, http, timeout } = options;
  const { loginUrl, connectorScope } = settings.channel;
  const { status, text } = await http.send({
    method: 'POST',
    url: `${loginUrl}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.appId,
      client_secret: settings.password ?? '',
      scope: `${connectorScope}/.default`,
    }).toString(),
    timeout,
  });
  const answer = parse(text);
  if (status !== 200) {
    const error = typeof answer.error === 'string' && /^\w{1,64}$/.test(answer.error) ? answer.error : 'no error code';
    throw new Error(`status ${status}, ${error}`);
  }
  const { access_token: token, token_type: type, expires_in: lifetime } = answer;
  const expiresIn = Number(lifetime);
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,8192}$/.test(token) || !/^bearer$/i.test(String(type))) {
    throw new Error('no bearer token in the answer');
  }
  if (!(expiresIn > 0) || !Number.isFinite(expiresIn)) {
    throw new Error('no lifetime in the answer');
  }
  return { token, expiresIn };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
