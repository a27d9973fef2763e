/** Follows "Run your own bot" in the README of the local Teams host: its files, settings and bots, as processes. */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { codeOf, describeOwnBots, readme, toPath } from '../support/describe-own-bots.ts';

describe('the README of the local Teams host', () => {
  it('has a users file that the host accepts', async () => {
    const { parsePeople } = await import('../../src/teams-host/sessions/parse-people.ts');
    expect(parsePeople(JSON.parse(codeOf('Users file', 'json')))).to.have.length(1);
  });

  it('lists exactly the arguments that the host has', async () => {
    const { readArguments } = await import('../../src/teams-host/read-arguments.ts');
    const rows = [...readme.matchAll(/^\| `(--\w+)( <[^`]+>)?` \|/gm)];
    const args = rows.flatMap(([, name = '', value]) =>
      value === undefined ? name : [name, name === '--port' ? '1' : 'x'],
    );
    expect(() => readArguments(args, {})).to.not.throw();
    const usage = /Usage: .*/.exec(await readFile(toPath('src/teams-host/read-arguments.ts'), 'utf8'))?.[0] ?? '';
    expect(rows.map(([, name]) => name)).to.have.members([...new Set(usage.match(/--\w+/g))]);
  });

  describeOwnBots(() => toPath('src/teams-host/main.ts'));
});
