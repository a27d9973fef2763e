import { expect } from 'chai';
import fc from 'fast-check';
import { isJsonObject } from '../../../../src/foundation/json-value.ts';
import { StartupFault } from '../../../../src/foundation/startup-fault.ts';
import { readAppPackage } from '../../../../src/teams-host/app-package/read-app-package.ts';
import { aCard, someAgentFiles } from '../../../support/an-agent-package.ts';

const paths = [
  'agent/gardener.json',
  'agent/plugins/plants.json',
  'agent/plugins/api/plants.json',
  'agent/plugins/cards/plant.json',
] as const;
const files = someAgentFiles();

/** Our own checks have to be enough, because those by Microsoft may be replaced by what they have found before. */
const checks = {
  checkManifestSchema: async () => [],
  judgeDocument: async () => ({ faults: [], refusals: [] }),
  agent: { checkSchema: async () => [], judgeApi: async () => ({ faults: [], refusals: [] }) },
};

async function load(path: string, document: unknown): Promise<void> {
  const changed = new Map([...files, [path, Buffer.from(JSON.stringify(document))]]);
  try {
    await readAppPackage(changed, checks);
  } catch (cause) {
    if (!(cause instanceof StartupFault)) {
      throw cause;
    }
  }
}

const names = [
  'functions',
  'runtimes',
  'parameters',
  'properties',
  'spec',
  'url',
  'actions',
  'type',
  '$ref',
  '__proto__',
];
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(...names, 'OpenApi', '*', '$', 'object', 'array', '#/paths', 'findPlants', aCard()),
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** Replaces one value anywhere in a document. */
function replaceOne(node: unknown, at: number, replacement: unknown): unknown {
  let position = 0;
  const visit = (current: unknown): unknown => {
    position += 1;
    if (position === at) {
      return replacement;
    }
    if (Array.isArray(current)) {
      return current.map(visit);
    }
    return isJsonObject(current)
      ? Object.fromEntries(Object.entries(current).map(([name, item]) => [name, visit(item)]))
      : current;
  };
  return visit(node);
}

function countValues(node: unknown): number {
  const inside = typeof node === 'object' && node !== null ? Object.values(node) : [];
  return inside.reduce<number>((count, item) => count + countValues(item), 1);
}

describe('hostile documents of an agent', () => {
  for (const path of paths) {
    const original: unknown = JSON.parse(Buffer.from(files.get(path) ?? []).toString());

    it(`are refused or loaded if ${path} is any JSON`, async () => {
      await fc.assert(
        fc.asyncProperty(value, (document) => load(path, document)),
        { numRuns: 100 },
      );
    });

    it(`are refused or loaded if any value in ${path} is replaced`, async () => {
      const at = fc.integer({ min: 1, max: countValues(original) });
      await fc.assert(
        fc.asyncProperty(at, value, (position, replacement) => load(path, replaceOne(original, position, replacement))),
        { numRuns: 300 },
      );
    });
  }

  it('are refused if they are nested too deeply', async () => {
    for (const [path, reason] of [
      [paths[0], /gardener\.json is nested more than 200 levels deep/],
      [paths[1], /plants\.json is nested more than 200 levels deep/],
      [paths[3], /plant\.json is nested more than 200 levels deep/],
    ] as const) {
      const deep = `{"body":${'['.repeat(2_000)}${']'.repeat(2_000)}}`;
      const changed = new Map([...files, [path, Buffer.from(deep)] as const]);
      const fault = await readAppPackage(changed, checks).catch((cause: unknown) => cause);
      expect(fault).to.be.instanceOf(StartupFault);
      expect((fault as Error).message).to.match(reason);
    }
  });
});
