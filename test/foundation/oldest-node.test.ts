import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { isTooOld, oldestNode } from '../../src/foundation/oldest-node.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

describe('the oldest supported Node.js version', () => {
  it('is compared by major and minor version', () => {
    for (const version of ['22.18.0', '22.9.0', '21.99.0', '20.19.0']) {
      expect(isTooOld(version), version).to.equal(true);
    }
    for (const version of ['22.19.0', '22.20.1', '23.0.0', '24.9.0', '26.0.0-nightly', '100.0.0']) {
      expect(isTooOld(version), version).to.equal(false);
    }
  });

  it('matches package.json and package-lock.json', () => {
    const engines = { node: `>=${oldestNode}` };
    expect(read('package.json')).to.deep.include({ engines });
    expect((read('package-lock.json') as { packages: Record<string, unknown> }).packages['']).to.deep.include({
      engines,
    });
  });

  it('is supported by every production dependency', () => {
    const { dependencies } = read('package.json') as { dependencies: Record<string, string> };
    const { packages } = read('package-lock.json') as { packages: Record<string, { engines?: { node?: string } }> };
    const toNumber = (version: string): number => {
      const [major = 0, minor = 0] = version.split('.').map(Number);
      return major * 1000 + minor;
    };
    const incompatible = Object.keys(dependencies).filter((name) => {
      const [, version = '0'] = /^>= ?([\d.]+)$/.exec(packages[`node_modules/${name}`]?.engines?.node ?? '') ?? [];
      return toNumber(version) > toNumber(oldestNode);
    });
    expect(incompatible).to.deep.equal([]);
  });
});
