import { expect } from 'chai';
import { ExactNumber } from '../../../../src/teams-host/app-package/files/exact-number.ts';
import type { ApiParameter } from '../../../../src/teams-host/app-package/openapi/api-operation.ts';
import { anAppPackage, somePackageFiles } from '../../../support/an-app-package.ts';
import { itRefuses, operation } from '../refusals.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests change any part of these documents
type Json = any;

const list = (values: unknown) => ({ type: 'array', items: { type: 'string' }, default: values });
const required = (name: string, place: string, schema: object, more: object = {}) => ({
  name,
  in: place,
  required: true,
  schema,
  ...more,
});
const parametersOf = async (overrides: Parameters<typeof anAppPackage>[0], command = 0) =>
  new Map(
    (await anAppPackage(overrides)).commands[command]?.operation.parameters.map((parameter): [string, ApiParameter] => [
      parameter.name,
      parameter,
    ]),
  );

describe('reading the parameters of an operation', () => {
  it('keeps the defaults of required parameters, of any type and in any place', async () => {
    const parameters = await parametersOf({
      api: (api: Json) =>
        operation(api).parameters.push(
          required('tags', 'query', list(['a', 'b']), { style: 'pipeDelimited', explode: false }),
          required('lang', 'cookie', { type: 'string', default: 'de' }),
          required('X-Deep', 'header', { type: 'boolean', default: false }),
          required('where', 'query', { type: 'object', default: { a: 1 } }, { style: 'deepObject', explode: true }),
        ),
    });
    expect(parameters.get('tags')).to.deep.include({
      required: true,
      type: undefined,
      default: ['a', 'b'],
      style: { name: 'pipeDelimited', explode: false },
    });
    expect(parameters.get('lang')).to.include({ in: 'cookie', default: 'de' });
    expect(parameters.get('X-Deep')).to.include({ in: 'header', default: false });
    expect(parameters.get('where')).to.deep.include({ default: { a: 1 } });
  });

  it('keeps the defaults of lists and objects in a body', async () => {
    const parameters = await parametersOf(
      {
        api: (api: Json) => {
          const { Search } = api.components.schemas;
          Search.required.push('tags', 'size');
          Search.properties.tags = list([]);
          Search.properties.size.default = { height: 3 };
        },
      },
      2,
    );
    expect(parameters.get('tags')).to.deep.include({ at: ['tags'], required: true, default: [] });
    expect(parameters.get('size')).to.deep.include({ at: ['size'], required: true, default: { height: 3 } });
    expect(parameters.get('height')).to.deep.include({ at: ['size', 'height'], required: false });
  });

  for (const [format, path, quote] of [
    ['JSON', 'api/garden.json', ''],
    ['YAML', 'api/garden.yaml', ' '],
  ] as const) {
    it(`keeps the digits of defaults and choices in ${format}`, async () => {
      const text = Buffer.from(somePackageFiles().get('api/garden.json') ?? [])
        .toString()
        .replace('"default":1}', `"default":9223372036854775807,"enum":[9223372036854775807,${quote}2,1.5]}`);
      const parameters = await parametersOf({
        files: { [path]: text },
        manifest: ({ composeExtensions: [extension] }: Json) => (extension.apiSpecificationFile = path),
      });
      const { default: preset, enum: choices } = parameters.get('page') ?? {};
      expect(preset).to.deep.equal(new ExactNumber('9223372036854775807'));
      expect(choices?.map(String)).to.deep.equal(['9223372036854775807', '2', '1.5']);
    });
  }

  itRefuses([
    [
      'a required list with nested values as default',
      { api: (api: Json) => operation(api).parameters.push(required('tags', 'query', list([['a']]))) },
      /\(paths\["\/plants"\]\.get\.parameters\[6\]\.schema\.default\): .* requires "tags", whose default has nested values/,
    ],
    [
      'a required header with a default that is not ASCII',
      {
        api: (api: Json) => operation(api).parameters.push(required('X-A', 'header', { type: 'string', default: 'ä' })),
      },
      /requires "X-A", whose default has characters that are not allowed in a header/,
    ],
    [
      'a required parameter with the default null',
      {
        api: (api: Json) =>
          operation(api).parameters.push(required('q', 'query', { type: 'string', nullable: true, default: null })),
      },
      /requires "q", whose default has null/,
    ],
  ]);
});
