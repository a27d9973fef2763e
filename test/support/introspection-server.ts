/** An introspection endpoint on loopback (RFC 7662 and RFC 9701); tests can override every part of its answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { contoso, karin, signToken, type TestIssuer } from './issuer.ts';

export const opaqueAudience = 'api://repairs/opaque';
export const apiClient = { id: 'repairs api', secret: 'a secret: of+tests' };

/** What the endpoint sends. */
export interface IntrospectionAnswer {
  /** 200 by default. */
  readonly status?: number;
  /** The answer to an active token of Karin is changed by these; `undefined` members are omitted. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Header and outer claims of a signed answer. */
  readonly header?: Readonly<Record<string, unknown>>;
  readonly outer?: Readonly<Record<string, unknown>>;
  /** Sent instead of the above. */
  readonly body?: string;
  readonly type?: string;
  /** `hang` sends nothing, `stall` only the beginning. */
  readonly fault?: 'hang' | 'stall' | 'reset';
  /** Resolves before the answer is sent. */
  readonly after?: Promise<unknown>;
}

export interface IntrospectionServer {
  readonly url: string;
  /** The requests so far: form, and headers that matter. */
  readonly requests: readonly {
    readonly form: Readonly<Record<string, string>>;
    readonly url: string;
    readonly accept: string;
    readonly authorization: string;
  }[];
  /** Answers like this from now on. */
  answer(next: IntrospectionAnswer): void;
  close(): Promise<void>;
}

/** @param now time of the tokens. */
export async function startIntrospectionServer(issuer: TestIssuer, now: () => Date): Promise<IntrospectionServer> {
  const requests: IntrospectionServer['requests'][number][] = [];
  let next: IntrospectionAnswer = {};
  const server = createServer(async (request, response) => {
    const { accept = '', authorization = '' } = request.headers;
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    requests.push({ form, url: request.url ?? '', accept, authorization });
    await next.after;
    send(request, response, next, toBody(issuer, now(), accept, next));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/introspect`,
    requests,
    answer: (other) => {
      next = other;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The answer about an active token of Karin, with overrides. */
function toBody(
  issuer: TestIssuer,
  now: Date,
  accept: string,
  { claims, header, outer, ...other }: IntrospectionAnswer,
) {
  const iat = Math.floor(now.getTime() / 1000);
  const json = {
    active: true,
    iss: issuer.url,
    aud: opaqueAudience,
    sub: karin,
    tid: contoso,
    client_id: 'teams',
    scope: 'repairs_read repairs_write',
    token_type: 'Bearer',
    iat,
    exp: iat + 3600,
    ...claims,
  };
  if (accept !== 'application/token-introspection+jwt') {
    return { type: 'application/json; charset=utf-8', body: JSON.stringify(json), ...other };
  }
  const body = signToken(
    { alg: 'RS256', typ: 'token-introspection+jwt', kid: issuer.key.kid, ...header },
    { iss: issuer.url, aud: apiClient.id, iat, token_introspection: json, ...outer },
    issuer.key.privateKey,
  );
  return { type: 'application/token-introspection+jwt; charset=utf-8', body, ...other };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status = 200, fault }: IntrospectionAnswer,
  { type, body }: { readonly type: string; readonly body: string },
): void {
  if (fault === 'reset') {
    request.socket.destroy();
  } else if (fault === 'stall') {
    response.writeHead(status, { 'Content-Type': type }).write(body.slice(0, 10));
  } else if (fault === undefined) {
    response.writeHead(status, { 'Content-Type': type, Location: '/elsewhere' }).end(body);
  }
}
