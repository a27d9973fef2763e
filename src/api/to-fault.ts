import type { ErrorObject } from 'ajv';

/** The invalid field of a request, and a message for the user. */
export interface Fault {
  readonly field: string;
  readonly message: string;
}

/**
 * Converts a schema error to a message for the user.
 * @param location `body`, `query`, `path` or `headers`.
 */
export function toFault(location: string | undefined, { keyword, params, instancePath }: ErrorObject): Fault {
  const at = location === 'body' ? instancePath.replace(/^\/body/, '') : instancePath;
  const parent = at.slice(1).replaceAll('/', '.');
  const child: unknown = params.missingProperty ?? params.additionalProperty;
  const field = [parent, typeof child === 'string' ? child.slice(0, 100) : ''].filter(Boolean).join('.');
  if (field === '') {
    return { field: 'body', message: `The body ${toRule(keyword, params)}.` };
  }
  return {
    field,
    message:
      keyword === 'additionalProperties' ? 'The body has an unknown field.' : `${field} ${toRule(keyword, params)}.`,
  };
}

function toRule(keyword: string, params: ErrorObject['params']): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'type':
      return `must be of type ${params.type}`;
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`;
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have ${params.limit} characters or more`;
    case 'maxLength':
      return `must have ${params.limit} characters at most`;
    case 'minimum':
      return `must be ${params.limit} or more`;
    case 'maximum':
      return `must be ${params.limit} at most`;
    case 'minProperties':
      return 'must have at least one field';
    case 'format':
      return params.format === 'date' ? 'must be an existing day, YYYY-MM-DD' : 'must be an absolute https address';
    default:
      return 'does not conform to the API description';
  }
}
