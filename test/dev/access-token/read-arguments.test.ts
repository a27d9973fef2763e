import { expect } from 'chai';
import { readArguments } from '../../../src/dev/access-token/read-arguments.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';

describe('access-token: arguments', () => {
  it('have defaults', () => {
    expect(readArguments(['generate'])).to.deep.equal({ name: 'generate', id: 'service', right: 'read' });
    expect(readArguments(['generate', '--right', 'write'])).to.include({ right: 'write' });
    expect(readArguments(['call', '--as', 'person'])).to.deep.equal({
      name: 'call',
      as: 'person',
      method: 'GET',
      path: '/api/repairs',
      body: undefined,
    });
  });

  it('are refused with what is wrong and the usage', () => {
    for (const [args, problem] of [
      [[], 'The command is missing.'],
      [['revoke'], 'There are two commands: generate and call.'],
      [['call'], '--as must be one of person, opaque, application, service.'],
      [['call', '--as', 'anonymous'], '--as must be one of person, opaque, application, service.'],
      [['call', '--as', 'person', '--method', 'PUT'], '--method must be one of GET, POST, PATCH, DELETE.'],
      [['call', '--as', 'person', '--path', 'http://other.example/'], '--path must be a path at the API,'],
      [['call', '--as', 'person', '--path', '//other.example/'], '--path must be a path at the API,'],
      [['call', 'person'], 'This command has the options --as, --method, --path, --body, each with a value.'],
      [['generate', '--id', 'a:b'], '--id must have 1 to 64 letters,'],
      [['generate', '--right', 'admin'], '--right must be one of read, write.'],
    ] as const) {
      expect(() => readArguments(args), args.join(' '))
        .to.throw(StartupFault)
        .with.property('message')
        .that.satisfies((message: string) => message.startsWith(problem) && message.includes('\nUsage: '));
    }
  });
});
