// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import templating from 'adaptivecards-templating';
import { expect } from 'chai';
import fc from 'fast-check';
import { anyRepair, cards, etag, list, viewer } from './some-cards.ts';

const anyText = fc.oneof(fc.constant(''), fc.string({ unit: 'binary' }), fc.constant('${title} ${secret}'));
const anyNote = fc.option(anyText, { nil: undefined });
const anyCard = fc.oneof(
  fc
    .tuple(anyRepair, anyNote, fc.boolean())
    .map(([repair, note, isInList]) =>
      cards.repairCard({ repair, etag }, { viewer, note, list: isInList ? list : undefined }),
    ),
  anyRepair.map((repair) => cards.repairResult({ repair }, { kind: 'hero' }).attachment),
  fc
    .tuple(fc.array(anyRepair, { maxLength: 2 }), anyText, anyNote)
    .map(([results, heading, note]) => cards.repairListCard({ results, query: {}, trail: ['a'], heading, note })),
  fc
    .tuple(fc.dictionary(fc.constantFrom('title', 'description', 'image'), anyText), anyNote)
    .map(([values, note]) =>
      cards.repairFormCard({ values, note, submit: { kind: 'dialog', title: 'Create', data: {} } }),
    ),
  fc.tuple(anyText, anyText).map(([text, heading]) => cards.messageCard(text, heading)),
  fc
    .tuple(anyText, anyText)
    .map(([title, description]) => cards.helpCard([{ title: `command ${title}`, description }])),
);

describe('every card', () => {
  it('has a value for each expression of its template, even if data is empty', () => {
    const missing: string[] = [];
    templating.GlobalSettings.getUndefinedFieldValueSubstitutionString = (path) => {
      missing.push(path);
      return undefined;
    };
    try {
      fc.assert(
        fc.property(anyCard, ({ content }) => {
          expect(missing).to.deep.equal([]);
          JSON.stringify(content, (_name, value: unknown) => {
            expect(value).not.to.equal(null);
            return value;
          });
        }),
      );
    } finally {
      delete templating.GlobalSettings.getUndefinedFieldValueSubstitutionString;
    }
  });
});
