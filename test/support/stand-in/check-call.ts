import { Ajv } from 'ajv';
import { follow, type Json, type Operation } from './open-api.ts';

/** A call as the stand-in received it. */
export interface Call {
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Whether a credential is accepted: an API key, or the token after `Bearer`. */
export type Accepts = (credential: string) => boolean | Promise<boolean>;

/** Whether a call has the credentials of one of the operation's security requirements. */
export async function isAuthorized(document: Json, { operation }: Operation, call: Call, accepts: Accepts) {
  const alternatives: Json[] = operation.security;
  if (alternatives.length === 0) {
    // An API that describes no credential must not be sent one.
    return call.headers.authorization === undefined;
  }
  for (const alternative of alternatives) {
    const accepted = await Promise.all(
      Object.keys(alternative).map((name) => {
        const credential = readCredential(follow(document, document.components.securitySchemes[name]), call);
        return credential !== undefined && accepts(credential);
      }),
    );
    if (accepted.every(Boolean)) {
      return true;
    }
  }
  return false;
}

function readCredential(scheme: Json, call: Call): string | undefined {
  if (scheme.type === 'apiKey') {
    return readParameter(scheme, call, {});
  }
  const prefix = scheme.type === 'http' ? scheme.scheme : 'bearer';
  const [, given = '', credential] = /^(\S+) (\S+)$/.exec(String(call.headers.authorization)) ?? [];
  return given.toLowerCase() === prefix.toLowerCase() ? credential : undefined;
}

/** Explains why parameters or body do not fit the operation; undefined if they do. */
export function explainMisfit(document: Json, { operation, path }: Operation, call: Call): string | undefined {
  const given: Record<string, unknown> = {};
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const parameter of operation.parameters) {
    const name = `${parameter.in} ${parameter.name}`;
    const schema = parameter.schema ?? {};
    const value = readParameter(parameter, call, path);
    properties[name] = schema;
    if (value !== undefined) {
      given[name] = follow(document, schema).type === 'array' ? value.split(',') : value;
    }
    if (parameter.required === true) {
      required.push(name);
    }
  }
  const misfit = validate(document, { type: 'object', properties, required }, given, true);
  const body = follow(document, operation.requestBody);
  if (misfit !== undefined || body === undefined || (call.body === '' && body.required !== true)) {
    return misfit;
  }
  const schema = body.content?.['application/json']?.schema ?? {};
  return parses(call.body) ? validate(document, schema, JSON.parse(call.body), false) : 'the body is not JSON';
}

function readParameter({ in: place, name }: Json, call: Call, path: Operation['path']): string | undefined {
  switch (place) {
    case 'query': {
      const values = call.query.getAll(name);
      return values.length === 0 ? undefined : values.join(',');
    }
    case 'cookie': {
      const cookies = String(call.headers.cookie ?? '').split(/; */);
      return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
    }
    case 'header':
      return call.headers[name.toLowerCase()]?.toString();
    default:
      return path[name];
  }
}

function validate(document: Json, schema: Json, value: unknown, coerceTypes: boolean): string | undefined {
  const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false, coerceTypes });
  const { components } = document;
  return ajv.validate(toJsonSchema({ allOf: [schema], components }), value) ? undefined : ajv.errorsText();
}

/** Leaves out what OpenAPI 3.0 has and JSON Schema does not. */
function toJsonSchema(schema: Json): Json {
  return JSON.parse(
    JSON.stringify(schema, (name, value) => {
      const isFlag = ['exclusiveMinimum', 'exclusiveMaximum', 'required'].includes(name) && typeof value === 'boolean';
      return isFlag || (name === 'nullable' && value === true) ? undefined : value;
    }),
  );
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
