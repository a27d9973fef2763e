import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { drawFolderGraph, insertFolderGraphs } from '../../../src/dev/generate/folder-graphs.ts';

const root = new URL('../../../', import.meta.url);

describe('the folder graph', () => {
  const imports = [
    { from: 'src/app.ts', to: 'src/api/get.ts' },
    { from: 'src/api/get.ts', to: 'src/api/put.ts' },
    { from: 'src/api/get.ts', to: 'src/repairs/rules.ts' },
    { from: 'src/api/put.ts', to: 'src/repairs/rules.ts' },
    { from: 'src/api/put.ts', to: 'node_modules/x/index.js' },
    { from: 'src/dev/world.ts', to: 'src/app.ts' },
  ];

  it('has one arrow per pair of folders, and none within a folder or to packages', () => {
    expect(drawFolderGraph(imports, 'src', ['dev'])).to.equal(
      ['flowchart TD', '  _api["api"] --> _repairs["repairs"]', '  _app["app"] --> _api["api"]'].join('\n'),
    );
  });

  it('of each folder in docs/architecture.md is up to date (npm run generate)', async () => {
    const document = await readFile(new URL('docs/architecture.md', root), 'utf8');
    expect(document.match(/```mermaid/g)).to.have.lengthOf(3);
    expect(await insertFolderGraphs(document, fileURLToPath(root))).to.equal(document);
  });
});
