import { expect } from 'chai';
import { readOpenApiDocument } from '../../src/api/openapi-document.ts';
import { createRequestValidator, type OperationInputs } from '../../src/api/validate-request.ts';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import type { HttpRequest } from '../../src/foundation/http.ts';

const validate = createRequestValidator(readOpenApiDocument());

type OperationId = keyof OperationInputs;

interface Parts {
  readonly query?: string;
  readonly body?: unknown;
  readonly params?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

const aRequest = (parts: Parts): HttpRequest => ({
  id: 'r',
  method: 'GET',
  path: '/',
  headers: parts.headers ?? {},
  signal: new AbortController().signal,
  body: parts.body,
  params: parts.params ?? {},
  query: new URLSearchParams(parts.query),
});

const refusal = (operationId: OperationId, parts: Parts): InvalidRequest => {
  try {
    validate(operationId, aRequest(parts));
  } catch (error) {
    expect(error).to.be.instanceOf(InvalidRequest);
    return error as InvalidRequest;
  }
  throw new Error('The request was accepted.');
};

const valid = { title: 'a', description: '', assignedTo: 'b' };

describe('createRequestValidator', () => {
  it('validates every operation of the contract and throws for others', () => {
    const params = { id: '1' };
    const requests = { listRepairs: {}, getRepair: { params }, deleteRepair: { params } };
    for (const [id, parts] of Object.entries(requests)) {
      expect(validate(id as OperationId, aRequest(parts))).to.be.an('object');
    }
    expect(validate('createRepair', aRequest({ body: valid })).body).to.equal(valid);
    expect(validate('updateRepair', aRequest({ params, body: valid })).params).to.deep.equal(params);
    expect(() => validate('dropRepairs' as OperationId, aRequest({}))).to.throw('no operation');
  });

  it('converts query values to their types and adds defaults', () => {
    expect(validate('listRepairs', aRequest({ query: 'limit=7&text=12' })).query).to.deep.equal({
      limit: 7,
      text: '12',
    });
    expect(validate('listRepairs', aRequest({})).query).to.deep.equal({ limit: 25 });
  });

  const queries: readonly [string, string][] = [
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=+5', 'limit'],
    ['limit=5.5', 'limit'],
    ['limit=99999999999999999999', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['status=closed', 'status'],
    ['status=Open', 'status'],
    ['text=', 'text'],
    [`text=${'x'.repeat(201)}`, 'text'],
    [`assignedTo=${'x'.repeat(101)}`, 'assignedTo'],
    ['assignedTo=a&assignedTo=a', 'assignedTo'],
    ['assignedto=a', 'assignedto'],
    ['assignedTo[]=a', 'assignedTo[]'],
    ['__proto__=a', '__proto__'],
    ['constructor=a', 'constructor'],
    [`cursor=${'x'.repeat(101)}`, 'cursor'],
  ];
  for (const [query, field] of queries) {
    it(`reports the field ${field} for ?${query.slice(0, 40)}`, () => {
      expect(refusal('listRepairs', { query })).to.have.property('field', field);
    });
  }

  it('rejects a query parameter if the operation has none', () => {
    const { field } = refusal('getRepair', { query: 'verbose=1', params: { id: '1' } });
    expect(field).to.equal('verbose');
  });

  it('reports an id that is too long', () => {
    expect(refusal('getRepair', { params: { id: 'x'.repeat(65) } }).field).to.equal('id');
  });

  for (const [operationId, name, maximum] of [
    ['createRepair', 'Idempotency-Key', 255],
    ['updateRepair', 'If-Match', 200],
    ['deleteRepair', 'If-Match', 200],
  ] as const) {
    it(`reports ${name} of ${operationId} if it is too long, in the contract’s spelling`, () => {
      const toParts = (length: number): Parts => ({
        params: { id: '1' },
        body: operationId === 'updateRepair' ? { title: 'a' } : valid,
        headers: { [name.toLowerCase()]: 'x'.repeat(length) },
      });
      const { field, message } = refusal(operationId, toParts(maximum + 1));
      expect({ field, message }).to.deep.equal({
        field: name,
        message: `${name} must have ${maximum} characters at most.`,
      });
      validate(operationId, aRequest(toParts(maximum)));
    });
  }

  const bodies: readonly [string, unknown, string][] = [
    ['a missing body', undefined, 'body'],
    ['a null body', null, 'body'],
    ['an array as body', [valid], 'body'],
    ['a string as body', 'x', 'body'],
    ['an empty string as body', '', 'body'],
    ['a number as body', 0, 'body'],
    ['a missing title', { description: '', assignedTo: 'b' }, 'title'],
    ['an empty title', { ...valid, title: '' }, 'title'],
    ['a title that is too long', { ...valid, title: 'x'.repeat(101) }, 'title'],
    ['a number as title', { ...valid, title: 1 }, 'title'],
    ['an array as title', { ...valid, title: ['a'] }, 'title'],
    ['null as date', { ...valid, date: null }, 'date'],
    ['a day that does not exist', { ...valid, date: '2023-02-30' }, 'date'],
    ['a date with a time', { ...valid, date: '2023-02-03T00:00:00Z' }, 'date'],
    ['an image that is not a URL', { ...valid, image: 'picture' }, 'image'],
    ['an unknown status', { ...valid, status: 'closed' }, 'status'],
    ['an id in the body', { ...valid, id: '1' }, 'id'],
    ['a tenant id in the body', { ...valid, tenantId: '1' }, 'tenantId'],
  ];
  for (const [what, body, field] of bodies) {
    it(`reports the field ${field} for ${what}`, () => {
      const fault = refusal('createRepair', { body });
      expect(fault.field).to.equal(field);
      expect(fault.message).to.match(/^[a-zA-Z]+ .+\.$/);
    });
  }

  it('rejects an update without fields', () => {
    expect(refusal('updateRepair', { body: {}, params: { id: '1' } }).field).to.equal('body');
  });

  it('counts code points, not UTF-16 code units', () => {
    const body = { ...valid, title: '🔧'.repeat(100) };
    expect(validate('createRepair', aRequest({ body })).body).to.equal(body);
  });

  it('truncates the reported field to 100 characters', () => {
    expect(refusal('createRepair', { body: { ...valid, ['x'.repeat(5000)]: 1 } }).field).to.have.lengthOf(100);
  });
});
