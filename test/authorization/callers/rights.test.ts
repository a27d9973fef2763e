import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { OpenAPIV3 } from 'openapi-types';
import { readOpenApiDocument } from '../../../src/api/openapi-document.ts';
import { type Principal, type Scope, scopes } from '../../../src/authorization/callers/principal.ts';
import { isPermitted, rights } from '../../../src/authorization/callers/rights.ts';

const tenantId = 'tenant';
const none: ReadonlySet<string> = new Set();
const user = (scope?: string): Principal => ({
  kind: 'user',
  tenantId,
  userId: 'u',
  scopes: new Set(scope === undefined ? [] : [scope]),
});
const application = (roles = none, granted = none): Principal => ({
  kind: 'application',
  tenantId,
  clientId: 'c',
  roles,
  scopes: granted,
});
const service = (right: 'read' | 'write'): Principal => ({ kind: 'service', tenantId, serviceId: 's', right });

describe('isPermitted', () => {
  it('gives no right to a person or an application without scope and role', () => {
    for (const scope of scopes) {
      expect(isPermitted(user(), scope)).to.equal(false);
      expect(isPermitted(application(), scope)).to.equal(false);
    }
  });

  it('does not take the role of an application for a scope, nor the reverse', () => {
    for (const scope of scopes) {
      for (const role of rights[scope].roles) {
        expect(isPermitted(user(role), scope)).to.equal(false);
        expect(isPermitted(application(none, new Set([role])), scope)).to.equal(false);
      }
      expect(isPermitted(application(new Set([scope])), scope)).to.equal(false);
    }
  });

  it('lets whoever may write as application or service read, but not the reverse', () => {
    expect(isPermitted(application(new Set(['Repairs.ReadWrite.All'])), 'repairs_read')).to.equal(true);
    expect(isPermitted(application(new Set(['Repairs.Read.All'])), 'repairs_write')).to.equal(false);
    expect(isPermitted(service('write'), 'repairs_read')).to.equal(true);
    expect(isPermitted(service('read'), 'repairs_write')).to.equal(false);
  });

  it('lets anonymous callers only read', () => {
    expect(scopes.filter((scope) => isPermitted({ kind: 'anonymous', tenantId }, scope))).to.deep.equal([
      'repairs_read',
    ]);
  });

  it('gives no right to a kind of caller that it does not know', () => {
    expect(isPermitted({ kind: 'device', tenantId } as never, 'repairs_read')).to.equal(false);
  });
});

describe('the rights table of the README', () => {
  it('lists each operation of the contract with what gives the right to it', async () => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `((?:GET|POST|PATCH|DELETE) [^`]+)` \| (.+) \|$/gm)].map(
      ([, operation, cells = '']) => [operation, ...cells.split(' | ')],
    );
    const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
    const expected = Object.entries(readOpenApiDocument().paths).flatMap(([path, item]) =>
      (Object.entries(item ?? {}) as [string, OpenAPIV3.OperationObject][]).map(([method, { security }]) => {
        const placeholder = Object.values(security?.[0] ?? {})[0]?.[0];
        const scope: Scope = placeholder?.includes('READ') ? 'repairs_read' : 'repairs_write';
        const grant = rights[scope];
        return [
          `${method.toUpperCase()} ${path}`,
          list(grant.scopes),
          list([...grant.roles, ...grant.scopes]),
          list(grant.service),
          grant.anonymous ? 'yes' : 'no',
        ];
      }),
    );
    expect(rows).to.deep.equal(expected);
  });
});
