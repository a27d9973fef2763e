import { type Handler, type HttpResponse, json } from '../../foundation/http.ts';
import { guidPattern } from '../../local/guid.ts';
import { isSameSecret } from '../../local/is-same-secret.ts';
import type { BotRegistration } from '../vault/registration.ts';
import type { ConnectorTokens } from './connector-tokens.ts';

/** The only scope that bots can request, as in the real service. */
export const connectorScope = 'https://api.botframework.com/.default';

/** The tenant in the token endpoint of multi-tenant bots. */
const sharedTenant = 'botframework.com';

/**
 * Creates the token endpoint for bots: client credentials in the Basic header or in the body (RFC 6749 sections 2.3.1
 * and 4.4). Errors follow section 5.2; an unknown bot and a wrong secret have the same error.
 */
export function createTokenEndpoint(bots: readonly BotRegistration[], tokens: ConnectorTokens): Handler {
  return async ({ body, headers, params }) => {
    const form = body instanceof URLSearchParams ? body : new URLSearchParams();
    if ([...form.keys()].length > new Set(form.keys()).size || form.get('grant_type') === null) {
      return refuse(400, 'invalid_request');
    }
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse(400, 'unsupported_grant_type');
    }
    const client = readClient(headers.authorization, form);
    if (client === undefined) {
      return refuse(401, 'invalid_client');
    }
    const bot = bots.find(({ appId }) => appId.toLowerCase() === client.id.toLowerCase());
    // Always compares, so that the response time does not reveal which bots are registered.
    const isRight = isSameSecret(client.secret, bot?.appPassword ?? 'no bot');
    if (bot === undefined || !isRight) {
      return refuse(401, 'invalid_client');
    }
    const tenantId = params.tenant ?? '';
    if (!isTenantOf(bot, tenantId)) {
      return refuse(400, 'unauthorized_client');
    }
    if (form.get('scope') !== connectorScope) {
      return refuse(400, 'invalid_scope');
    }
    const access_token = await tokens.issue({ appId: bot.appId, tenantId });
    const answer = { token_type: 'Bearer', expires_in: tokens.lifetime, ext_expires_in: tokens.lifetime, access_token };
    return json(200, answer, noStore);
  };
}

const noStore = { 'Cache-Control': 'no-store' };

function refuse(status: number, error: string): HttpResponse {
  const challenge = status === 401 ? { 'WWW-Authenticate': 'Basic realm="connector tokens"' } : {};
  return json(status, { error }, { ...noStore, ...challenge });
}

/** Returns undefined without credentials, or if the client uses both methods at once. */
function readClient(authorization: string | undefined, form: URLSearchParams) {
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (authorization === undefined) {
    return id === null || secret === null ? undefined : { id, secret };
  }
  const [, credentials = ''] = /^Basic ([\w+/=-]{1,4096})$/i.exec(authorization) ?? [];
  const [, basicId, basicSecret] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? [];
  if (basicId === undefined || basicSecret === undefined || secret !== null) {
    return undefined;
  }
  return { id: decode(basicId), secret: decode(basicSecret) };
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function isTenantOf({ tenantId }: BotRegistration, wanted: string): boolean {
  return tenantId === undefined
    ? guidPattern.test(wanted) || wanted === sharedTenant
    : tenantId.toLowerCase() === wanted.toLowerCase();
}
