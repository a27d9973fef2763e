import {
  allowInsecureRequests,
  ClientSecretBasic,
  customFetch,
  type IntrospectionResponse,
  introspectionRequest,
  processIntrospectionResponse,
} from 'oauth4webapi';
import type { JsonObject } from '../../foundation/json-value.ts';
import { readResponseText } from '../../foundation/read-response-text.ts';
import type { KeySet } from '../../jwt/key-set.ts';
import { parseJwt } from '../../jwt/parse-jwt.ts';
import { verifyJwsHeader } from '../../jwt/verify-jws-header.ts';
import { verifySignature } from '../access-tokens/verify-signature.ts';
import type { IntrospectionSettings } from '../callers/authorization-settings.ts';
import { IntrospectionFault } from './introspection-fault.ts';

const maximumBytes = 65_536;
const signedType = 'application/token-introspection+jwt';

export interface RequestIntrospectionOptions {
  readonly settings: IntrospectionSettings;
  /** Issuer of signed answers. */
  readonly issuer: string;
  /** The issuer's keys, for signed answers. */
  readonly keys: KeySet;
  readonly fetch: typeof fetch;
}

/**
 * Asks the authorization server about a token, and returns its answer. `active` is a boolean; other members are not
 * checked.
 * @throws IntrospectionFault if there is no usable answer.
 * @throws any error of the keys or the connection.
 */
export type RequestIntrospection = (token: string, signal: AbortSignal) => Promise<JsonObject>;

/**
 * Creates the request of RFC 7662, authenticated as the API's own client. The token is sent in the body only. With
 * signed answers (RFC 9701), one that is not signed by the issuer for this client is a fault.
 */
export function createIntrospectionRequest(options: RequestIntrospectionOptions): RequestIntrospection {
  const { settings, issuer, keys } = options;
  const { url, clientId, clientSecret, signed } = settings;
  const server = { issuer, introspection_endpoint: url };
  const client = { client_id: clientId, introspection_signed_response_alg: 'RS256' };
  const authentication = ClientSecretBasic(clientSecret);

  return async (token, signal) => {
    const response = await introspectionRequest(server, client, authentication, token, {
      requestJwtResponse: signed,
      signal,
      [customFetch]: (input, { body, ...init }) =>
        options.fetch(input, { ...init, body: body as URLSearchParams, signal: init.signal ?? signal }),
      // The settings allow http on loopback only.
      [allowInsecureRequests]: true,
    });
    await verifyStatus(response);
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (type !== (signed ? signedType : 'application/json')) {
      await response.body?.cancel();
      throw new IntrospectionFault('the answer has another content type');
    }
    const { text, fault } = await readResponseText(response, maximumBytes);
    if (fault !== undefined) {
      throw new IntrospectionFault(fault.why);
    }
    const answer = await parseAnswer(text, type);
    if (signed) {
      await verifyAnswer(text);
    }
    return answer as JsonObject;
  };

  /** For signed answers, checks issuer, audience and type, but not the signature. */
  async function parseAnswer(text: string, type: string): Promise<IntrospectionResponse> {
    try {
      const whole = new Response(text, { headers: { 'Content-Type': type } });
      return await processIntrospectionResponse(server, client, whole);
    } catch (cause) {
      // The cause of the library contains the answer.
      const { name, message } = cause as Error;
      throw new IntrospectionFault('the answer is malformed', { cause: { name, message } });
    }
  }

  /** Uses the issuer's cached keys, which the library would fetch on its own. */
  async function verifyAnswer(text: string): Promise<void> {
    const jwt = parseJwt(text);
    verifyJwsHeader(jwt);
    await verifySignature(jwt, keys);
  }
}

async function verifyStatus({ status, body }: Response): Promise<void> {
  if (status !== 200) {
    await body?.cancel();
    const isClientRefused = status === 400 || status === 401 || status === 403;
    throw new IntrospectionFault(`status ${status}`, { isClientRefused });
  }
}
