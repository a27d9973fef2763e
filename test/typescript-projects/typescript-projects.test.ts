import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');

/** Compiles the three files beside this one as part of a project; returns the names the compiler cannot find. */
function findUnknownNames(project: string): Promise<readonly string[]> {
  const { promise, resolve } = Promise.withResolvers<readonly string[]>();
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFile(process.execPath, [compiler, '--project', join(import.meta.dirname, project)], (_, output) =>
    resolve(Array.from(output.matchAll(/Cannot find name '(\w+)'/g), ([, name = '']) => name).sort()),
  );
  return promise;
}

describe('TypeScript projects', () => {
  it('hide globals of the browser and the test runner from server code', async () => {
    expect(await findUnknownNames('server.json')).to.deep.equal(['describe', 'document']);
  });

  it('hide globals of Node.js and the test runner from the page', async () => {
    expect(await findUnknownNames('page.json')).to.deep.equal(['describe', 'process']);
  });
});
